using System.Globalization;
using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Signing;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Gateway;

/// <summary>Clients that know the gateway's key and not the store's, and notice no difference.</summary>
public sealed class ForwardingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sealanes_client_uploads_reads_lists_and_deletes()
    {
        await using var gated = await GatedStore.StartAsync();
        await using var s3 = gated.Client();
        var content = Random(300_000);

        await s3.PutObjectAsync("box", "a b/ä+ö.bin", content, Cancellation);

        Assert.Equal(content, await gated.StoredAsync("a b/ä+ö.bin"));
        await using (var found = await s3.GetObjectAsync("box", "a b/ä+ö.bin", Cancellation))
        {
            using var copy = new MemoryStream();
            await found.Body.CopyToAsync(copy, Cancellation);
            Assert.Equal(content, copy.ToArray());
        }

        await s3.DeleteObjectAsync("box", "a b/ä+ö.bin", Cancellation);
        Assert.Null(await gated.StoredAsync("a b/ä+ö.bin"));
        Assert.All(gated.Arrivals, arrival => Assert.Equal(GatedStore.StoreKey.AccessKeyId, arrival.Authorization!.AccessKeyId));
    }

    [Fact]
    public async Task The_SDK_of_AWS_works_as_with_the_store_itself()
    {
        await using var gated = await GatedStore.StartAsync();
        using var s3 = gated.Sdk();
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = "more", BucketRegionName = "eu-central-1" }, Cancellation);
        var put = new Amazon.S3.Model.PutObjectRequest { BucketName = "box", Key = "k", ContentBody = "hello", ContentType = "text/plain" };
        put.Metadata.Add("colour", "blue");
        await s3.PutObjectAsync(put, Cancellation);
        await s3.CopyObjectAsync("box", "k", "more", "copy", Cancellation);

        using var got = await s3.GetObjectAsync("more", "copy", Cancellation);
        Assert.Equal(("text/plain", "blue"), (got.Headers.ContentType, got.Metadata["colour"]));
        Assert.Equal("hello", await new StreamReader(got.ResponseStream).ReadToEndAsync(Cancellation));
        Assert.Equal("k", Assert.Single((await s3.ListObjectsV2Async(new() { BucketName = "box" }, Cancellation)).S3Objects).Key);
        Assert.Equal(2, (await s3.ListBucketsAsync(Cancellation)).Buckets.Count);
        Assert.Equal(2, (await s3.DeleteObjectsAsync(new() { BucketName = "box", Objects = [new() { Key = "k" }, new() { Key = "none" }] }, Cancellation)).DeletedObjects.Count);
        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync("box", "k", Cancellation));
        Assert.Equal("NoSuchKey", missing.ErrorCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectMetadataAsync("box", "k", Cancellation))).StatusCode);
    }

    [Fact]
    public async Task A_multipart_upload_goes_through_part_by_part()
    {
        await using var gated = await GatedStore.StartAsync();
        using var s3 = gated.Sdk();
        var content = Random((5 << 20) + 1000);
        var upload = (await s3.InitiateMultipartUploadAsync("box", "large", Cancellation)).UploadId;
        var parts = new List<PartETag>();
        foreach (var (number, bytes) in new[] { (1, content[..(5 << 20)]), (2, content[(5 << 20)..]) })
        {
            parts.Add(new(await s3.UploadPartAsync(
                new() { BucketName = "box", Key = "large", UploadId = upload, PartNumber = number, InputStream = new MemoryStream(bytes) }, Cancellation)));
        }

        await s3.CompleteMultipartUploadAsync(new() { BucketName = "box", Key = "large", UploadId = upload, PartETags = parts }, Cancellation);

        Assert.Equal(content, await gated.StoredAsync("large"));
    }

    [Fact]
    public async Task A_range_a_condition_and_a_response_header_in_the_query_reach_the_store()
    {
        await using var gated = await GatedStore.StartAsync();
        using var s3 = gated.Sdk();
        var etag = (await s3.PutObjectAsync(new() { BucketName = "box", Key = "k", ContentBody = "0123456789" }, Cancellation)).ETag;

        using var part = await s3.GetObjectAsync(
            new() { BucketName = "box", Key = "k", ByteRange = new ByteRange(2, 4), ResponseHeaderOverrides = { ContentType = "text/x" } }, Cancellation);
        Assert.Equal(("234", "text/x"), (await new StreamReader(part.ResponseStream).ReadToEndAsync(Cancellation), part.Headers.ContentType));
        var same = await Assert.ThrowsAnyAsync<AmazonS3Exception>(
            () => s3.GetObjectAsync(new Amazon.S3.Model.GetObjectRequest { BucketName = "box", Key = "k", EtagToNotMatch = etag }, Cancellation));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public async Task A_presigned_URL_opens_what_it_says(string verb)
    {
        await using var gated = await GatedStore.StartAsync();
        using var s3 = gated.Sdk();
        await s3.PutObjectAsync(new() { BucketName = "box", Key = "a b", ContentBody = "old" }, Cancellation);
        var request = new GetPreSignedUrlRequest
        {
            BucketName = "box",
            Key = "a b",
            Verb = Enum.Parse<HttpVerb>(verb),
            Expires = DateTime.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 60),
            Protocol = Amazon.S3.Protocol.HTTP,
        };
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var url = new Uri(await s3.GetPreSignedURLAsync(request));

        using var answer = verb == "GET" ? await http.GetAsync(url, Cancellation) : await http.PutAsync(url, new StringContent("new"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(verb == "GET" ? "old" : "new", Encoding.UTF8.GetString((await gated.StoredAsync("a b"))!));
        Assert.DoesNotContain("X-Amz-", Encoding.Latin1.GetString(gated.Arrivals.Last().Head).Split("\r\n")[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Headers_that_a_presigned_URL_carries_in_its_query_become_headers_again()
    {
        await using var gated = await GatedStore.StartAsync();
        var head = new RequestHead("PUT", "/box/k?x-amz-meta-colour=blue", [new("Host", gated.Gateway.EndPoint.ToString())]);
        var signed = new Presigner(new SigningKeyCache()).Presign(
            head, GatedStore.CallerKey, new() { Region = "anywhere-1", Time = TimeProvider.System.GetUtcNow(), Expires = TimeSpan.FromMinutes(1) });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        using var answer = await http.PutAsync(new Uri(gated.Gateway.Uri, signed.Head.Target), new ByteArrayContent([1]), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("blue", (await gated.Store.FindObjectAsync("box", "k", Cancellation))!.Metadata.User["colour"]);
    }

    [Fact]
    public async Task A_bucket_in_the_host_is_in_the_path_at_the_store()
    {
        await using var gated = await GatedStore.StartAsync(options => options with { Domains = ["gate.example"] });
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(gated.Gateway.EndPoint, cancellation);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        };
        using var http = new HttpClient(handler);
        var head = new RequestHead("PUT", "/deep/k", [new("Host", "box.gate.example")]);
        var url = new Presigner(new SigningKeyCache()).Presign(
            head, GatedStore.CallerKey, new() { Region = "us-east-1", Time = TimeProvider.System.GetUtcNow(), Expires = TimeSpan.FromMinutes(1) });

        using var answer = await http.PutAsync(new Uri("http://box.gate.example" + url.Head.Target), new ByteArrayContent([1, 2]), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([1, 2], await gated.StoredAsync("deep/k"));
    }

    [Fact]
    public async Task Operations_that_Sealanes_own_endpoint_does_not_serve_reach_the_store_all_the_same()
    {
        await using var gated = await GatedStore.StartAsync();
        using var s3 = gated.Sdk();

        var answer = await Assert.ThrowsAnyAsync<AmazonS3Exception>(
            () => s3.PutBucketTaggingAsync(new PutBucketTaggingRequest { BucketName = "box", TagSet = [new() { Key = "a", Value = "b" }] }, Cancellation));

        // The strict endpoint behind says so itself: the request came as far as that.
        Assert.Equal("NotImplemented", answer.ErrorCode);
        Assert.Single(gated.Arrivals);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255 * 1024)]
    [InlineData((255 * 1024) + 1)]
    [InlineData(1_000_000)]
    public async Task A_checksum_in_the_trailer_arrives_as_the_objects_checksum(int length)
    {
        await using var gated = await GatedStore.StartAsync();
        await using var s3 = gated.Client();
        var content = Random(length);

        await s3.PutObjectAsync("box", "k", content, Cancellation);

        Assert.Equal(content, await gated.StoredAsync("k"));
        var stored = await gated.Store.FindObjectAsync("box", "k", Cancellation);
        Assert.Equal("CRC64NVME", stored!.Checksum!.Algorithm);
        Assert.Null(stored.Metadata.ContentEncoding);
        Assert.Contains("x-amz-trailer: x-amz-checksum-crc64nvme", Encoding.Latin1.GetString(gated.Arrivals.Last().Head), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(length.ToString(CultureInfo.InvariantCulture), gated.Records.Last().BytesIn.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(PayloadSigning.Always)]
    [InlineData(PayloadSigning.Never)]
    public async Task Bodies_in_every_form_of_signing_are_the_same_at_the_store(PayloadSigning signing)
    {
        await using var gated = await GatedStore.StartAsync(options => options with { Store = options.Store with { PayloadSigning = signing } });
        foreach (var callers in Enum.GetValues<PayloadSigning>())
        {
            await using var s3 = gated.Client(options => options with { PayloadSigning = callers });
            await s3.PutObjectAsync("box", $"{callers}", Random(600_000), Cancellation);
            Assert.Equal(Random(600_000), await gated.StoredAsync($"{callers}"));
        }
    }

    [Theory]
    [InlineData(PayloadSigning.Always, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    [InlineData(PayloadSigning.Never, "UNSIGNED-PAYLOAD")]
    public async Task To_a_store_that_is_older_than_trailers_todays_clients_upload_all_the_same(PayloadSigning signing, string form)
    {
        await using var gated = await GatedStore.StartAsync(options => options with
        {
            Store = options.Store with { PayloadSigning = signing, RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired },
        });
        await using var s3 = gated.Client();
        using var sdk = gated.Sdk();

        await s3.PutObjectAsync("box", "ours", Random(700_000), Cancellation);
        await sdk.PutObjectAsync(new() { BucketName = "box", Key = "theirs", InputStream = new MemoryStream(Random(700_000)) }, Cancellation);

        Assert.Equal(Random(700_000), await gated.StoredAsync("ours"));
        Assert.Equal(Random(700_000), await gated.StoredAsync("theirs"));
        Assert.All(gated.Arrivals, arrival =>
        {
            var head = MessageHead.Parse(arrival.Head);
            Assert.Equal((form, null, null), (head.Value("x-amz-content-sha256"), head.Value("x-amz-trailer"), head.Value("x-amz-sdk-checksum-algorithm")));
        });
    }

    [Fact]
    public async Task A_content_coding_of_the_object_stays_and_the_chunks_go()
    {
        await using var gated = await GatedStore.StartAsync();
        await using var s3 = gated.Client();

        await s3.PutObjectAsync(new Sealane.Protocol.Objects.PutObjectRequest { Bucket = "box", Key = "k", Body = new byte[] { 1 }, ContentEncoding = "gzip" }, Cancellation);

        Assert.Equal("gzip", (await gated.Store.FindObjectAsync("box", "k", Cancellation))!.Metadata.ContentEncoding);
    }

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
