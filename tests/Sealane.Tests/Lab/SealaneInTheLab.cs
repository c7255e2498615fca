using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Edge.Relay;
using Sealane.Lab;
using Sealane.Protocol.Objects;
using Sealane.Signing.Headers;
using Sealane.Signing.Journey;
using Sealane.Transport;

namespace Sealane.Tests.Lab;

/// <summary>Sealane's own client in the lab: it survives, and would not if it did what the others did.</summary>
public class SealaneInTheLab
{
    private static readonly byte[] Content = "hello"u8.ToArray();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_uploads_through_acceleration_arrive_and_read_back()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Seed = 7 }, Cancellation);
        await using var s3 = new S3Client(Options(lab));

        for (var i = 0; i < 20; i++)
        {
            await s3.PutObjectAsync("bucket", $"k{i}", Content, Cancellation);
            await using var back = await s3.GetObjectAsync("bucket", $"k{i}", Cancellation);
            using var copy = new MemoryStream();
            await back.Body.CopyToAsync(copy, Cancellation);
            Assert.Equal(Content, copy.ToArray());
        }

        Assert.All(lab.Voyages, voyage => Assert.Equal((200, "cloudfront-accelerate"), (voyage.Arrival!.Status, voyage.Hops[0].Name)));
    }

    [Fact]
    public async Task If_Sealane_framed_and_signed_as_1_36_0_did_it_would_fail_exactly_where_the_framing_became_a_length()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Seed = 7 }, Cancellation);
        await using var s3 = new S3Client(Options(lab) with { SendsTransferEncoding = true, SigningPolicy = SignedHeaderPolicy.AllowTable.Plus("transfer-encoding") });

        var failed = new List<bool>();
        for (var i = 0; i < 20; i++)
        {
            failed.Add(await Record.ExceptionAsync(() => s3.PutObjectAsync("bucket", "k", Content, Cancellation)) is SignatureMismatchException);
        }

        Assert.Equal(lab.Voyages.Select(voyage => voyage.Hops[0].FramingAfter == BodyFraming.ContentLength), failed);
        Assert.Contains(true, failed);
        Assert.Contains(false, failed);
    }

    [Fact]
    public async Task The_environment_alone_leads_Sealane_through_the_proxy_as_well()
    {
        await using var lab = await S3Lab.StartAsync(new LabOptions { Holds = HoldSchedule.Always(new HoldWholeBody()) }, Cancellation);
        var variables = new Dictionary<string, string?>();
        lab.Environment.ApplyTo(variables);
        await using var s3 = new S3Client(S3ClientOptions.FromEnvironment(environment: variables.GetValueOrDefault) with { UseAccelerateEndpoint = true });

        await s3.PutObjectAsync("bucket", "k", Content, Cancellation);

        Assert.Equal(200, Assert.Single(lab.Voyages).Arrival!.Status);
    }

    private static S3ClientOptions Options(S3Lab lab) => new()
    {
        Region = "us-east-1",
        Credentials = new GivenCredentials(lab.Credentials),
        UseAccelerateEndpoint = true,
        ConnectTo = [new ConnectToRule(null, null, $"{lab.Front.Address}", lab.Front.Port)],
        CaBundle = lab.AuthorityFile,
        Proxy = ProxyRules.None,
    };
}
