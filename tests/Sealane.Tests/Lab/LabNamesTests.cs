using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Sealane.Lab;

namespace Sealane.Tests.Lab;

/// <summary>One endpoint under several names: what a browser, a service beside it and a test call it.</summary>
public class LabNamesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1:{port}", true)]
    [InlineData("http://localhost:{port}", true)]
    [InlineData("http://localhost:{port}", false)]
    [InlineData("http://minio:9000", true)]
    [InlineData("http://minio:9000", false)]
    [InlineData("http://s3.local", false)]
    [InlineData("https://s3.local", true)]
    [InlineData("https://s3.local:8443", false)]
    [InlineData("https://s3.eu-west-1.amazonaws.com", false)]
    public async Task A_URL_that_is_signed_for_any_name_opens_the_object(string endpoint, bool pathStyle)
    {
        await using var lab = await S3Lab.StartAsync(new() { Names = ["minio", "S3.local"], Region = "eu-west-1" }, Cancellation);
        await lab.PutObjectAsync("photos", "a b.txt", "seen"u8.ToArray(), Cancellation);
        var address = endpoint.Replace("{port}", $"{lab.Front.Port}", StringComparison.Ordinal);
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials(lab.Credentials.AccessKeyId, lab.Credentials.SecretAccessKey),
            new AmazonS3Config { ServiceURL = address, AuthenticationRegion = lab.Region, ForcePathStyle = pathStyle });
        var url = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
        {
            BucketName = "photos",
            Key = "a b.txt",
            Expires = DateTime.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 60),
            Protocol = address.StartsWith("https", StringComparison.Ordinal) ? Amazon.S3.Protocol.HTTPS : Amazon.S3.Protocol.HTTP,
        });
        using var http = new HttpClient(lab.CreateHandler());

        Assert.Equal("seen"u8.ToArray(), await http.GetByteArrayAsync(new Uri(url), Cancellation));
        Assert.Equal(pathStyle ? new Uri(address).Authority : $"photos.{new Uri(address).Authority}", Assert.Single(lab.Requests).Host);
    }

    [Fact]
    public async Task A_name_that_the_lab_was_not_given_lies_outside()
    {
        await using var lab = await S3Lab.StartAsync(new() { Names = ["minio"] }, Cancellation);
        using var http = new HttpClient(lab.CreateHandler());

        var answer = await http.GetAsync(new Uri("http://notminio:9000/photos/a"), Cancellation);

        Assert.Equal("Outside the Sealane lab", answer.ReasonPhrase);
        Assert.Equal("notminio", Assert.Single(lab.Refusals).Address.Host);
    }

    [Fact]
    public async Task The_endpoint_can_be_named_as_a_configuration_file_would()
    {
        await using var lab = await S3Lab.StartAsync(new() { Names = ["s3.local"] }, Cancellation);

        Assert.Equal($"http://s3.local:{lab.Front.Port}/", lab.EndpointAt("s3.local").ToString());
    }

    [Theory]
    [InlineData("http://minio:9000")]
    [InlineData("minio:9000")]
    [InlineData("10.0.0.1")]
    public async Task What_is_no_name_is_refused_with_an_example(string name)
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => S3Lab.StartAsync(new() { Names = [name] }, Cancellation));

        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("s3.local", refusal.Message, StringComparison.Ordinal);
    }
}
