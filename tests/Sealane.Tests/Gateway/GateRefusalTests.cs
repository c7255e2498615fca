using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.S3;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Tests.Server;

namespace Sealane.Tests.Gateway;

/// <summary>Whom the gateway does not let in, what they are told, and that nothing of it reaches the store.</summary>
public sealed class GateRefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_secret_is_refused_and_explained_and_nothing_reaches_the_store()
    {
        await using var gated = await GatedStore.StartAsync();
        using var s3 = gated.Sdk(secret: "wrong+secret");

        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.PutObjectAsync(new() { BucketName = "box", Key = "k", ContentBody = "x" }, Cancellation));

        Assert.Equal("SignatureDoesNotMatch", refusal.ErrorCode);
        Assert.Empty(gated.Arrivals);
        var record = await gated.RecordAsync();
        Assert.Equal((403, "SignatureDoesNotMatch", "TEAMA"), (record.Status, record.ErrorCode, record.AccessKeyId));
        Assert.Contains("SEAL107", record.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_names_the_finding_and_not_the_signature_that_would_have_been_right()
    {
        await using var gated = await GatedStore.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var head = new RequestHead("GET", "/box/k", [new("Host", gated.Gateway.EndPoint.ToString())]);
        var parameters = new SigningParameters { Region = "us-east-1", Time = now, PayloadHash = PayloadHash.EmptySha256 };
        var right = new Signer(new SigningKeyCache()).Sign(head, GatedStore.CallerKey, parameters);
        var wrong = new Signer(new SigningKeyCache()).Sign(head, new SigningCredentials(GatedStore.CallerKey.AccessKeyId, "wrong"), parameters);

        var answer = await SendAsync(gated, wrong.Head, []);

        Assert.Contains("x-sealane-finding: SEAL107 The signature is not made with this key's secret", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(right.Trace.Signature, answer, StringComparison.Ordinal);
        Assert.DoesNotContain(right.Trace.Signature, (await gated.RecordAsync()).Explanation, StringComparison.Ordinal);
        Assert.DoesNotContain(GatedStore.CallerKey.SecretAccessKey, answer + (await gated.RecordAsync()).Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TEAMB", "InvalidAccessKeyId")]
    [InlineData("STOREKEY", "InvalidAccessKeyId")]
    public async Task A_key_that_the_gateway_did_not_give_out_opens_nothing(string accessKeyId, string code)
    {
        await using var gated = await GatedStore.StartAsync();
        using var s3 = gated.Sdk(GatedStore.StoreKey.SecretAccessKey, accessKeyId);

        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync("box", "k", Cancellation));

        Assert.Equal(code, refusal.ErrorCode);
        Assert.Empty(gated.Arrivals);
    }

    [Fact]
    public async Task Who_signs_nothing_is_refused()
    {
        await using var gated = await GatedStore.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var answer = await http.GetAsync(new Uri(gated.Gateway.Uri, "/box/k"), Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(gated.Arrivals);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(900_000)]
    public async Task Of_a_body_that_is_not_what_was_signed_the_store_keeps_nothing(int length)
    {
        await using var gated = await GatedStore.StartAsync();
        var body = new byte[length];
        var head = Signed(gated, "PUT", "/box/k", body);
        body[^1] ^= 1;

        var answer = await SendAsync(gated, head, body);

        Assert.Contains("<Code>XAmzContentSHA256Mismatch</Code>", answer, StringComparison.Ordinal);
        Assert.Null(await gated.StoredAsync("k"));
        Assert.DoesNotContain(gated.Arrivals, arrival => arrival.Status == 200);
    }

    [Theory]
    [InlineData("Content-MD5", "1B2M2Y8AsgTpgAmY7PhCfg==", "BadDigest")]
    [InlineData("x-amz-checksum-crc32", "AAAAAA==", "BadDigest")]
    public async Task Of_a_body_that_is_not_what_its_checksum_says_the_store_keeps_nothing(string name, string value, string code)
    {
        await using var gated = await GatedStore.StartAsync();
        byte[] body = [1, 2, 3];

        var answer = await SendAsync(gated, Signed(gated, "PUT", "/box/k", body, new HeaderField(name, value)), body);

        Assert.Contains($"<Code>{code}</Code>", answer, StringComparison.Ordinal);
        Assert.Null(await gated.StoredAsync("k"));
    }

    [Fact]
    public async Task A_chunk_that_was_changed_on_the_way_is_refused_and_the_store_keeps_nothing()
    {
        await using var gated = await GatedStore.StartAsync();
        var frame = "5;chunk-signature=0000000000000000000000000000000000000000000000000000000000000000\r\nhello\r\n"
            + "0;chunk-signature=0000000000000000000000000000000000000000000000000000000000000000\r\n\r\n";
        var head = Signed(gated, "PUT", "/box/k", Encoding.ASCII.GetBytes(frame), PayloadHash.StreamingSigned, new HeaderField("x-amz-decoded-content-length", "5"));

        var answer = await SendAsync(gated, head, Encoding.ASCII.GetBytes(frame));

        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", answer, StringComparison.Ordinal);
        Assert.Null(await gated.StoredAsync("k"));
    }

    [Fact]
    public async Task A_body_that_stops_half_way_leaves_nothing_at_the_store()
    {
        await using var gated = await GatedStore.StartAsync();
        var body = new byte[700_000];
        using (var client = await ConnectAsync(gated))
        {
            await client.GetStream().WriteAsync(MessageHead.OfRequest(Signed(gated, "PUT", "/box/k", body)).ToBytes(), Cancellation);
            await client.GetStream().WriteAsync(body.AsMemory(0, 600_000), Cancellation);
        }

        Assert.NotEqual(200, (await gated.RecordAsync()).Status);
        Assert.Null(await gated.StoredAsync("k"));
    }

    [Fact]
    public async Task Who_waits_for_100_Continue_is_refused_before_the_body()
    {
        await using var gated = await GatedStore.StartAsync();
        var body = new byte[10];
        var good = Signed(gated, "PUT", "/box/k", body);
        var bad = good.With("Authorization", good.Value("Authorization")![..^4] + "0000").Adding("Expect", "100-continue");

        Assert.StartsWith("HTTP/1.1 403", await SendAsync(gated, bad, []), StringComparison.Ordinal);

        using var client = await ConnectAsync(gated);
        await client.GetStream().WriteAsync(MessageHead.OfRequest(good.Adding("Expect", "100-continue")).ToBytes(), Cancellation);
        var first = new byte[25];
        await client.GetStream().ReadExactlyAsync(first, Cancellation);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", Encoding.ASCII.GetString(first));
        await client.GetStream().WriteAsync(body, Cancellation);
        Assert.Equal(200, (await RawAnswer.ReadAsync(client.GetStream(), false)).Answer.Status);
        Assert.Equal(body, await gated.StoredAsync("k"));
    }

    [Fact]
    public async Task A_bucket_that_the_store_does_not_have_is_told_before_the_body_is_sent()
    {
        await using var gated = await GatedStore.StartAsync();
        var head = Signed(gated, "PUT", "/nowhere/k", new byte[10]).Adding("Expect", "100-continue");

        var answer = await SendAsync(gated, head, []);

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.Contains("<Code>NoSuchBucket</Code>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_may_do_what_it_was_given_for()
    {
        await using var gated = await GatedStore.StartAsync(options => options with
        {
            Callers =
            [
                new(GatedStore.CallerKey) { Buckets = ["box", "team-*"] },
                new(new SigningCredentials("READER", "reader+secret")) { IsReadOnly = true },
            ],
        });
        using var team = gated.Sdk();
        using var reader = gated.Sdk("reader+secret", "READER");
        await team.PutBucketAsync(new Amazon.S3.Model.PutBucketRequest { BucketName = "team-a", BucketRegionName = "eu-central-1" }, Cancellation);
        await team.PutObjectAsync(new() { BucketName = "box", Key = "k", ContentBody = "hello" }, Cancellation);
        await team.CopyObjectAsync("box", "k", "team-a", "k", Cancellation);
        (await reader.GetObjectAsync("team-a", "k", Cancellation)).Dispose();
        await reader.ListBucketsAsync(Cancellation);
        var before = gated.Arrivals.Count;

        Assert.Contains("box, team-*", await DeniedAsync(() => team.PutBucketAsync("other", Cancellation)), StringComparison.Ordinal);
        Assert.Contains("list the buckets", await DeniedAsync(() => team.ListBucketsAsync(Cancellation)), StringComparison.Ordinal);
        Assert.Contains("not copy from", await DeniedAsync(() => team.CopyObjectAsync("other", "k", "box", "k", Cancellation)), StringComparison.Ordinal);
        Assert.Contains("may only read", await DeniedAsync(() => reader.PutObjectAsync(new() { BucketName = "box", Key = "k", ContentBody = "x" }, Cancellation)), StringComparison.Ordinal);
        Assert.Contains("may only read", await DeniedAsync(() => reader.DeleteObjectAsync("box", "k", Cancellation)), StringComparison.Ordinal);
        Assert.Equal(before, gated.Arrivals.Count);
    }

    [Theory]
    [InlineData("/box/../other/k")]
    [InlineData("/box/%2e%2e/other/k")]
    [InlineData("/box%2F..%2Fother/k")]
    [InlineData("//other/k")]
    [InlineData("/other/k")]
    public async Task No_spelling_of_a_path_leads_out_of_the_buckets_of_a_key(string target)
    {
        await using var gated = await GatedStore.StartAsync(options => options with { Callers = [new(GatedStore.CallerKey) { Buckets = ["box*"] }] });

        var answer = await SendAsync(gated, Signed(gated, "GET", target, []), []);

        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.Contains("<Code>AccessDenied</Code>", answer, StringComparison.Ordinal);
        Assert.Empty(gated.Arrivals);
    }

    private static async Task<string> DeniedAsync(Func<Task> request)
    {
        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(request);
        Assert.Equal("AccessDenied", refusal.ErrorCode);
        return refusal.Message;
    }

    private static RequestHead Signed(GatedStore gated, string method, string target, byte[] body, params HeaderField[] fields) =>
        Signed(gated, method, target, body, PayloadHash.Of(body), fields);

    private static RequestHead Signed(GatedStore gated, string method, string target, byte[] body, string word, params HeaderField[] fields)
    {
        var head = new RequestHead(
            method, target, [new("Host", gated.Gateway.EndPoint.ToString()), new("Content-Length", body.Length.ToString(null, null)), .. fields]);
        return new Signer(new SigningKeyCache()).Sign(
            head, GatedStore.CallerKey, new() { Region = "us-east-1", Time = TimeProvider.System.GetUtcNow(), PayloadHash = word }).Head;
    }

    private static async Task<string> SendAsync(GatedStore gated, RequestHead head, byte[] body)
    {
        using var client = await ConnectAsync(gated);
        await client.GetStream().WriteAsync(MessageHead.OfRequest(head.Adding("Connection", "close")).ToBytes(), Cancellation);
        await client.GetStream().WriteAsync(body, Cancellation);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, Cancellation);
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private static async Task<TcpClient> ConnectAsync(GatedStore gated)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(gated.Gateway.EndPoint, Cancellation);
        return client;
    }
}
