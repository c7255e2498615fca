using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.S3;
using Sealane.Credentials;
using Sealane.Gateway;
using Sealane.Tests.Client;

namespace Sealane.Tests.Gateway;

/// <summary>A store that fails: the caller learns that it was not its own fault, and what happened.</summary>
public sealed class StoreFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_is_not_there_is_503_and_named()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        await using var gateway = await S3Gateway.StartAsync(GatedStore.Options(new Uri($"http://127.0.0.1:{port}")));

        var refusal = await GetAsync(gateway);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (refusal.StatusCode, refusal.ErrorCode));
        Assert.Contains($"http://127.0.0.1:{port}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_hangs_up_is_502()
    {
        await using var store = new ScriptedServer(new Reply { Drops = true });
        await using var gateway = await S3Gateway.StartAsync(GatedStore.Options(store.Url));

        var refusal = await GetAsync(gateway);

        Assert.Equal((HttpStatusCode.BadGateway, "BadGateway"), (refusal.StatusCode, refusal.ErrorCode));
    }

    [Fact]
    public async Task A_store_that_says_nothing_is_504()
    {
        await using var store = new ScriptedServer(new Reply { Hangs = true });
        var options = GatedStore.Options(store.Url);
        await using var gateway = await S3Gateway.StartAsync(options with { Store = options.Store with { IdleTimeout = TimeSpan.FromMilliseconds(100) } });

        var refusal = await GetAsync(gateway);

        Assert.Equal((HttpStatusCode.GatewayTimeout, "GatewayTimeout"), (refusal.StatusCode, refusal.ErrorCode));
    }

    [Theory]
    [InlineData(403, "SignatureDoesNotMatch")]
    [InlineData(403, "InvalidAccessKeyId")]
    [InlineData(400, "AuthorizationHeaderMalformed")]
    [InlineData(301, "PermanentRedirect")]
    public async Task That_the_store_refuses_the_gateways_own_key_is_not_told_as_if_it_were_the_callers(int status, string code)
    {
        await using var store = new ScriptedServer(Reply.Error(status, code, "<CanonicalRequest>STOREKEY</CanonicalRequest>"));
        await using var gateway = await S3Gateway.StartAsync(GatedStore.Options(store.Url));
        using var s3 = Sdk(gateway);

        var refusal = await GetAsync(gateway);

        Assert.Equal((HttpStatusCode.BadGateway, "BadGateway"), (refusal.StatusCode, refusal.ErrorCode));
        Assert.Contains($"the gateway's own request ({code})", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("STOREKEY", refusal.ResponseBody ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_store_refuses_the_caller_is_passed_on_as_it_is()
    {
        await using var store = new ScriptedServer(Reply.Error(403, "AccessDenied"));
        await using var gateway = await S3Gateway.StartAsync(GatedStore.Options(store.Url));

        var refusal = await GetAsync(gateway);

        Assert.Equal(("AccessDenied", "The words of S3 for AccessDenied."), (refusal.ErrorCode, refusal.Message));
        Assert.Equal("REQ1", refusal.RequestId);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_breaks_off_for_the_caller_too()
    {
        await using var store = new ScriptedServer(new Reply { Body = new string('x', 300_000), Withholds = 10 });
        await using var gateway = await S3Gateway.StartAsync(GatedStore.Options(store.Url));
        using var s3 = Sdk(gateway);

        using var got = await s3.GetObjectAsync("box", "k", Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => got.ResponseStream.CopyToAsync(Stream.Null, Cancellation));
    }

    [Fact]
    public async Task A_caller_who_goes_away_ends_the_request_at_the_store()
    {
        await using var store = new ScriptedServer(new Reply { Hangs = true });
        var ended = new TaskCompletionSource<Sealane.Gateway.Records.ForwardedRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gateway = await S3Gateway.StartAsync(GatedStore.Options(store.Url) with { OnRequest = request => ended.TrySetResult(request) });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var s3 = Sdk(gateway);
        var asking = s3.GetObjectAsync("box", "k", leaving.Token);
        while (store.Requests.Count == 0)
        {
            await Task.Yield();
        }

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Null((await ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation)).Status);
    }

    [Fact]
    public async Task Nothing_of_the_callers_signature_goes_on_to_the_store()
    {
        await using var store = new ScriptedServer(Reply.Ok());
        await using var gateway = await S3Gateway.StartAsync(GatedStore.Options(store.Url));
        using var s3 = Sdk(gateway);

        await s3.PutObjectAsync(new() { BucketName = "box", Key = "k", ContentBody = "hello", UseChunkEncoding = true }, Cancellation);

        var request = Assert.Single(store.Requests);
        Assert.DoesNotContain(GatedStore.CallerKey.AccessKeyId, request.Head, StringComparison.Ordinal);
        Assert.Contains($"Credential={GatedStore.StoreKey.AccessKeyId}/", request["Authorization"]!, StringComparison.Ordinal);
        Assert.Null(request["Transfer-Encoding"]);
        Assert.Equal($"127.0.0.1:{store.Port}", request["Host"]);
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_is_named()
    {
        // TEST-NET-1 of RFC 5737 is nobody's.
        var elsewhere = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 9000);

        var refusal = await Assert.ThrowsAsync<IOException>(() => S3Gateway.StartAsync(GatedStore.Options(new Uri("http://127.0.0.1:1")) with { Listen = elsewhere }));

        Assert.Contains("192.0.2.1:9000", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_without_callers_or_without_the_stores_keys_does_not_start()
    {
        var options = GatedStore.Options(new Uri("http://127.0.0.1:1"));

        await Assert.ThrowsAsync<ArgumentException>(() => S3Gateway.StartAsync(options with { Callers = [] }));
        await Assert.ThrowsAsync<ArgumentException>(() => S3Gateway.StartAsync(options with { Callers = [new(GatedStore.CallerKey), new(GatedStore.CallerKey)] }));
        await Assert.ThrowsAsync<Sealane.Diagnostics.S3ConfigurationException>(
            () => S3Gateway.StartAsync(options with { Store = options.Store with { Credentials = new EnvironmentCredentials(_ => null) } }));
    }

    private static AmazonS3Client Sdk(S3Gateway gateway) => new(
        new BasicAWSCredentials(GatedStore.CallerKey.AccessKeyId, GatedStore.CallerKey.SecretAccessKey),
        new AmazonS3Config { ServiceURL = gateway.Uri.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });

    private static async Task<AmazonS3Exception> GetAsync(S3Gateway gateway)
    {
        using var s3 = Sdk(gateway);
        return await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync("box", "k", Cancellation));
    }
}
