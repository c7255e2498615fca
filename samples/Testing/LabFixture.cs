using Amazon.Runtime;
using Amazon.S3;
using Sealane.Lab;

namespace Testing;

/// <summary>One lab for all tests of a class, and a client that is pointed at it.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    /// <summary>The lab.</summary>
    public S3Lab Lab { get; private set; } = null!;

    /// <summary>The SDK's client, with no setting but address, keys, region and path style.</summary>
    public AmazonS3Client S3 { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Lab = await S3Lab.StartAsync(new LabOptions { SeedFrom = Path.Combine(AppContext.BaseDirectory, "seed"), Names = ["storage"] });
        S3 = ClientAt(Lab.Endpoint);
    }

    /// <summary>A client that knows the endpoint under another URL.</summary>
    public AmazonS3Client ClientAt(Uri endpoint) => new(
        new BasicAWSCredentials(Lab.Credentials.AccessKeyId, Lab.Credentials.SecretAccessKey),
        new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = Lab.Region, ForcePathStyle = true });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        S3.Dispose();
        await Lab.DisposeAsync();
    }
}
