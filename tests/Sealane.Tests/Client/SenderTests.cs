using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;
using Sealane.Sending;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Headers;
using Sealane.Transport;

namespace Sealane.Tests.Client;

/// <summary>The loop, against a server that follows a script.</summary>
public abstract class SenderTests(TransportKind transport)
{
    private static readonly byte[] Hello = "hello, sea lane"u8.ToArray();

    [Fact]
    public async Task Trouble_that_passes_is_ridden_out()
    {
        await using var server = new ScriptedServer(Reply.Error(503, "SlowDown"), new Reply { Drops = true }, Reply.Ok(headers: ("ETag", "\"e\"")));
        await using var client = new S3Client(Options(server));
        var result = await client.PutObjectAsync("bucket", "k", Hello);
        Assert.Equal("\"e\"", result.ETag);
        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Contains("hello, sea lane", request.Text, StringComparison.Ordinal));
        Assert.All(server.Requests, request => WireFidelityTests.AssertVerifies(request));
    }

    [Fact]
    public async Task Trouble_that_lasts_is_told_with_S3s_words_and_how_often_it_was_tried()
    {
        await using var server = new ScriptedServer(Reply.Error(503, "SlowDown"));
        await using var client = new S3Client(Options(server));
        var fault = await Assert.ThrowsAsync<S3Exception>(() => client.PutObjectAsync("bucket", "a/key", Hello));
        Assert.Equal(("SlowDown", 503, "REQ1", true), (fault.Code, fault.Status, fault.RequestId, fault.IsRetryable));
        Assert.StartsWith("S3 refused PutObject for s3://bucket/a/key: 503 SlowDown: The words of S3 for SlowDown. Wait", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Tried 3 times. (Request id REQ1)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_followed_signed_anew_and_remembered()
    {
        await using var server = new ScriptedServer(
            Reply.Error(307, "TemporaryRedirect", "<Endpoint>evil.example</Endpoint>", ("x-amz-bucket-region", "eu-west-1"), ("Location", "http://evil.example/")),
            Reply.Ok());
        await using var client = new S3Client(Options(server));
        await client.PutObjectAsync("bucket", "k", Hello);
        await client.PutObjectAsync("bucket", "k2", Hello);
        await client.PutObjectAsync("other", "k", Hello);
        Assert.Equal(["us-east-1", "eu-west-1", "eu-west-1", "us-east-1"], server.Requests.Select(RegionOf));
        Assert.All(server.Requests, request => WireFidelityTests.AssertVerifies(request));
    }

    [Fact]
    public async Task A_redirect_that_names_no_region_makes_the_client_ask_for_it()
    {
        await using var server = new ScriptedServer(Reply.Error(301, "PermanentRedirect"), Reply.Bare(301, ("x-amz-bucket-region", "ap-south-1")), Reply.Ok());
        await using var client = new S3Client(Options(server));
        await client.PutObjectAsync("bucket", "k", Hello);
        Assert.Equal(["PUT /bucket/k HTTP/1.1", "HEAD /bucket HTTP/1.1", "PUT /bucket/k HTTP/1.1"], server.Requests.Select(request => request.Line));
        Assert.Equal("ap-south-1", RegionOf(server.Requests[2]));
    }

    [Fact]
    public async Task A_body_that_can_be_read_once_ends_in_the_first_error_and_never_in_a_rewind_error()
    {
        await using var server = new ScriptedServer(Reply.Error(307, "TemporaryRedirect", headers: ("x-amz-bucket-region", "eu-west-1")), Reply.Ok());
        await using var client = new S3Client(Options(server));
        var fault = await Assert.ThrowsAsync<S3Exception>(() => client.PutObjectAsync("bucket", "k", new Body.Stream(new OneWay(Hello), Hello.Length)));
        Assert.Equal("TemporaryRedirect", fault.Code);
        Assert.Contains("can be read only once", fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_body_that_can_be_read_once_survives_a_redirect_that_comes_in_place_of_100_Continue()
    {
        await using var server = new ScriptedServer(
            Reply.Error(307, "TemporaryRedirect", headers: ("x-amz-bucket-region", "eu-west-1")) with { BeforeBody = true },
            Reply.Ok());
        await using var client = new S3Client(Options(server) with { ExpectContinueThreshold = 0, ExpectContinueTimeout = TimeSpan.FromSeconds(30) });
        var body = new byte[3000];
        await client.PutObjectAsync("bucket", "k", new Body.Stream(new OneWay(body), body.Length));
        Assert.Equal("100-continue", server.Requests[1]["Expect"]);
        Assert.Equal(["us-east-1", "eu-west-1"], server.Requests.Select(RegionOf));
    }

    [Fact]
    public async Task A_refusal_before_the_body_spares_the_body()
    {
        await using var server = new ScriptedServer(Reply.Error(403, "AccessDenied") with { BeforeBody = true });
        await using var client = new S3Client(Options(server) with { ExpectContinueTimeout = TimeSpan.FromSeconds(30) });
        var source = new OneWay(new byte[2 * 1024 * 1024]);
        var fault = await Assert.ThrowsAsync<S3Exception>(() => client.PutObjectAsync("bucket", "k", new Body.Stream(source, source.Size)));
        Assert.Equal("AccessDenied", fault.Code);
        Assert.Equal(0, source.Taken);
    }

    [Fact]
    public async Task A_store_that_never_says_100_gets_the_body_after_the_wait()
    {
        await using var server = new ScriptedServer(Reply.Ok() with { IgnoresExpect = true });
        await using var client = new S3Client(Options(server) with { ExpectContinueThreshold = 0, ExpectContinueTimeout = TimeSpan.FromMilliseconds(20) });
        await client.PutObjectAsync("bucket", "k", Hello);
        Assert.Contains("hello, sea lane", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_clock_is_set_right_by_the_servers_time_and_stays_right()
    {
        await using var server = new ScriptedServer(
            Reply.Error(403, "RequestTimeTooSkewed", "<ServerTime>2031-01-02T03:04:05Z</ServerTime>"),
            Reply.Ok());
        await using var client = new S3Client(Options(server));
        await client.PutObjectAsync("bucket", "k", Hello);
        await client.PutObjectAsync("bucket", "k", Hello);
        Assert.StartsWith("20310102T0304", server.Requests[1]["x-amz-date"], StringComparison.Ordinal);
        Assert.StartsWith("20310102T0304", server.Requests[2]["x-amz-date"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_expire_in_the_middle_are_renewed_where_there_are_others()
    {
        var folder = Directory.CreateTempSubdirectory("sealane-profile-");
        try
        {
            var file = Path.Combine(folder.FullName, "credentials");
            void Issue(string id) => File.WriteAllText(file, $"[default]\naws_access_key_id = {id}\naws_secret_access_key = wJalrXUtnFEMI\naws_session_token = token\n");
            string? Environment(string name) => name switch
            {
                "AWS_SHARED_CREDENTIALS_FILE" => file,
                "AWS_CONFIG_FILE" => Path.Combine(folder.FullName, "config"),
                _ => null,
            };
            Issue("AKIDFIRST");
            await using var server = new ScriptedServer(Reply.Ok(), Reply.Error(400, "ExpiredToken"), Reply.Ok(), Reply.Error(400, "ExpiredToken"));
            await using var client = new S3Client(Options(server) with { Credentials = CredentialChain.Default(environment: Environment) });
            await client.PutObjectAsync("bucket", "k", Hello);
            Issue("AKIDSECOND");
            await client.PutObjectAsync("bucket", "k", Hello);
            Assert.Equal(["AKIDFIRST", "AKIDFIRST", "AKIDSECOND"], server.Requests.Select(request => request["Authorization"]!.Split('=', '/')[1]));

            // Nothing else has come since: the refusal is the news.
            var fault = await Assert.ThrowsAsync<S3Exception>(() => client.PutObjectAsync("bucket", "k", Hello));
            Assert.Equal(("ExpiredToken", 4), (fault.Code, server.Requests.Count));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_error_inside_a_200_is_an_error_and_is_tried_again()
    {
        const string error = "\n\n  <?xml version=\"1.0\"?><Error><Code>InternalError</Code><Message>m</Message></Error>";
        await using var server = new ScriptedServer(
            Reply.Ok(error),
            Reply.Ok("\n \n<?xml version=\"1.0\"?><CompleteMultipartUploadResult><ETag>\"e-1\"</ETag></CompleteMultipartUploadResult>"));
        await using var client = new S3Client(Options(server));
        var result = await client.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { Bucket = "bucket", Key = "k", UploadId = "u", MultipartUpload = new() { Parts = [new() { PartNumber = 1, ETag = "e" }] } });
        Assert.Equal("\"e-1\"", result.ETag);

        await using var lasting = new ScriptedServer(Reply.Ok(error));
        await using var other = new S3Client(Options(lasting));
        var fault = await Assert.ThrowsAsync<S3Exception>(() => other.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { Bucket = "bucket", Key = "k", UploadId = "u" }));
        Assert.Equal(("InternalError", 3), (fault.Code, lasting.Requests.Count));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Welcome to the hotel</body></html>", "application/xml")]
    [InlineData("<html><body>Welcome to the hotel</body></html>", "text/html; charset=utf-8")]
    [InlineData("Welcome", "text/plain")]
    public async Task An_answer_that_is_not_S3s_says_that_something_else_answered(string body, string type)
    {
        await using var server = new ScriptedServer(Reply.Ok(body, ("Content-Type", type)));
        await using var client = new S3Client(Options(server));
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.ListObjectsV2Async(new ListObjectsV2Request { Bucket = "bucket" }));
        Assert.Contains("a portal", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_fails_is_reported_as_it_is_and_not_tried_again()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server));
        var missing = new Body.File(Path.Combine(Path.GetTempPath(), "sealane-no-such-file"), 0, 10);
        await Assert.ThrowsAsync<FileNotFoundException>(() => client.PutObjectAsync("bucket", "k", missing));
        var shrunk = new Body.Stream(new MemoryStream(Hello), Hello.Length + 1);
        await Assert.ThrowsAsync<EndOfStreamException>(() => client.PutObjectAsync("bucket", "k", shrunk));
        Assert.InRange(server.Requests.Count, 0, 2);
    }

    [Fact]
    public async Task A_source_that_is_gone_at_the_second_attempt_ends_in_the_first_error()
    {
        await using var server = new ScriptedServer(Reply.Error(503, "SlowDown"));
        await using var client = new S3Client(Options(server));
        var fault = await Assert.ThrowsAsync<S3Exception>(() => client.PutObjectAsync(new PutObjectRequest { Bucket = "bucket", Key = "k", Body = new Body.Stream(new GoneAtSecond(Hello)) }));
        Assert.Equal("SlowDown", fault.Code);
    }

    [Fact]
    public async Task A_proxy_gets_the_name_and_password_of_its_own_URL_and_nobody_sees_them()
    {
        // .NET's own stack waits to be asked; over sockets they are shown at once, as curl does.
        var asks = Reply.Bare(407, ("Proxy-Authenticate", "Basic realm=\"sea\""));
        await using var proxy = new ScriptedServer(transport == TransportKind.HttpClient ? [asks, Reply.Ok()] : [Reply.Ok()]);
        await using var client = new S3Client(Options(proxy) with
        {
            EndpointUrl = new Uri("http://store.example"),
            Proxy = ProxyRules.For(new Uri($"http://user:pa%40ss@127.0.0.1:{proxy.Port}")),
        });
        await client.PutObjectAsync("bucket", "a//b", Hello);
        Assert.Equal("PUT http://store.example/bucket/a//b HTTP/1.1", proxy.Requests[^1].Line);
        Assert.Equal("Basic " + Convert.ToBase64String("user:pa@ss"u8), proxy.Requests[^1]["Proxy-Authorization"]);
        Assert.DoesNotContain("proxy-authorization", proxy.Requests[^1]["Authorization"], StringComparison.Ordinal);
        Assert.Contains("hello, sea lane", proxy.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named_and_its_password_is_not()
    {
        var proxy = new ScriptedServer(Reply.Ok());
        await proxy.DisposeAsync();
        await using var client = new S3Client(Options(proxy) with { Proxy = ProxyRules.For(new Uri($"http://user:pa%40ss@127.0.0.1:{proxy.Port}")), EndpointUrl = new Uri("http://store.example") });
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.PutObjectAsync("bucket", "k", Hello));
        Assert.StartsWith($"PutObject for s3://bucket/k got no answer from http://store.example through the proxy http://127.0.0.1:{proxy.Port}: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pa@ss", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_said_with_the_address_and_what_to_check()
    {
        var server = new ScriptedServer(Reply.Ok());
        var options = Options(server);
        await server.DisposeAsync();
        await using var client = new S3Client(options);
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.PutObjectAsync("bucket", "k", Hello));
        Assert.StartsWith($"PutObject for s3://bucket/k got no answer from http://{options.EndpointUrl!.Authority}: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("Tried 3 times.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_ends_an_attempt()
    {
        await using var server = new ScriptedServer(new Reply { Hangs = true });
        await using var client = new S3Client(Options(server) with { IdleTimeout = TimeSpan.FromMilliseconds(400), MaxAttempts = 2 });
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.PutObjectAsync("bucket", "k", Hello));
        Assert.Contains("No byte moved for", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Cancelling_ends_a_request_as_cancelled()
    {
        await using var server = new ScriptedServer(new Reply { Hangs = true });
        await using var client = new S3Client(Options(server));
        using var cancel = new CancellationTokenSource();
        var put = Task.Run(() => client.PutObjectAsync("bucket", "k", Hello, cancel.Token)); // a transport that blocks holds its thread
        while (server.Requests.Count == 0 && !put.IsCompleted)
        {
            await Task.Delay(5);
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Over_plain_http_chunks_and_trailer_are_signed_and_the_length_is_known()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server));
        await client.PutObjectAsync("bucket", "k", new byte[600_000]);
        var request = server.Requests[0];
        Assert.Equal(PayloadHash.StreamingSignedTrailer, request["x-amz-content-sha256"]);
        Assert.Equal("600000", request["x-amz-decoded-content-length"]);
        Assert.Equal(request.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), request["Content-Length"]);
        Assert.Contains("x-amz-trailer-signature:", request.Text, StringComparison.Ordinal);
        Assert.Contains("x-amz-checksum-crc64nvme:", request.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_checksums_are_required_only_a_put_is_plain_and_its_hash_is_signed()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server) with { RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired });
        await client.PutObjectAsync("bucket", "k", Hello);
        var request = server.Requests[0];
        Assert.Equal((PayloadHash.Of(Hello), "hello, sea lane"), (request["x-amz-content-sha256"], request.Text));
        Assert.Null(request["x-amz-trailer"]);
        Assert.Null(request["Content-Encoding"]);
    }

    [Fact]
    public async Task When_checksums_are_required_only_an_operation_that_insists_gets_Content_MD5()
    {
        await using var server = new ScriptedServer(Reply.Ok("<DeleteResult/>"));
        var delete = new DeleteObjectsRequest { Bucket = "bucket", Delete = new() { Objects = [new() { Key = "k" }] } };
        await using var required = new S3Client(Options(server) with { RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired });
        await required.DeleteObjectsAsync(delete);
        await using var supported = new S3Client(Options(server));
        await supported.DeleteObjectsAsync(delete);
        Assert.NotNull(server.Requests[0]["Content-MD5"]);
        Assert.Null(server.Requests[0]["x-amz-checksum-crc64nvme"]);
        Assert.Null(server.Requests[1]["Content-MD5"]);
        Assert.NotNull(server.Requests[1]["x-amz-checksum-crc64nvme"]);
    }

    [Fact]
    public async Task A_checksum_that_the_request_brings_is_sent_and_none_is_computed()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server));
        await client.PutObjectAsync(new PutObjectRequest { Bucket = "bucket", Key = "k", Body = Hello, Checksums = new() { CRC32 = "AAAAAA==" } });
        await client.PutObjectAsync(new PutObjectRequest { Bucket = "bucket", Key = "k", Body = Hello, ChecksumAlgorithm = "SHA256" });
        Assert.Equal(("AAAAAA==", null), (server.Requests[0]["x-amz-checksum-crc32"], server.Requests[0]["x-amz-trailer"]));
        Assert.Equal("x-amz-checksum-sha256", server.Requests[1]["x-amz-trailer"]);
    }

    [Fact]
    public async Task An_empty_object_has_a_trailer_and_one_last_chunk()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server) with { PayloadSigning = PayloadSigning.Never });
        await client.PutObjectAsync("bucket", "k", Array.Empty<byte>());
        Assert.Equal("0\r\nx-amz-checksum-crc64nvme:AAAAAAAAAAA=\r\n\r\n", server.Requests[0].Text);
    }

    [Fact]
    public async Task Without_a_signature_the_word_for_the_body_stays()
    {
        await using var server = new ScriptedServer(Reply.Ok("x"));
        await using var client = new S3Client(Options(server) with { Credentials = AnonymousCredentials.Instance });
        await client.PutObjectAsync("bucket", "k", Hello);
        await using var got = await client.GetObjectAsync("bucket", "k");
        Assert.Equal((PayloadHash.StreamingUnsignedTrailer, null), (server.Requests[0]["x-amz-content-sha256"], server.Requests[0]["Authorization"]));
        Assert.Null(server.Requests[1]["x-amz-content-sha256"]);
    }

    [Fact]
    public async Task Without_credentials_a_request_says_where_it_looked()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server) with { Credentials = new EnvironmentCredentials(_ => null) });
        var fault = await Assert.ThrowsAsync<S3ConfigurationException>(() => client.PutObjectAsync("bucket", "k", Hello));
        Assert.StartsWith("There are no credentials. Looked in the environment (AWS_ACCESS_KEY_ID", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_unknown_length_is_gathered_when_it_is_short_and_refused_with_the_way_out_when_it_is_long()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server) with { PartSize = 1000 });
        await client.PutObjectAsync("bucket", "k", new Body.Stream(new OneWay(new byte[1000])));
        Assert.Equal("1000", server.Requests[0]["x-amz-decoded-content-length"]);
        var fault = await Assert.ThrowsAsync<S3ConfigurationException>(() => client.PutObjectAsync("bucket", "k", new Body.Stream(new OneWay(new byte[1001]))));
        Assert.Contains("UploadStreamAsync", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_MD5_of_a_customers_key_is_added()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server));
        var key = Convert.ToBase64String(new byte[32]);
        await client.PutObjectAsync(new PutObjectRequest { Bucket = "bucket", Key = "k", Body = Hello, SSECustomerAlgorithm = "AES256", SSECustomerKey = key });
        Assert.Equal(Convert.ToBase64String(System.Security.Cryptography.MD5.HashData(new byte[32])), server.Requests[0]["x-amz-server-side-encryption-customer-key-MD5"]);
    }

    [Fact]
    public async Task Sealane_would_fail_as_boto3_did_if_it_signed_the_framing()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server) with
        {
            SendsTransferEncoding = true,
            SigningPolicy = SignedHeaderPolicy.AllowTable.Plus("transfer-encoding"),
        });
        await client.PutObjectAsync("bucket", "k", Hello);
        var request = server.Requests[0];
        var authorization = WireFidelityTests.AssertVerifies(request);
        Assert.Contains("transfer-encoding", authorization.SignedHeaders);
        Assert.Equal(("chunked", null), (request["Transfer-Encoding"], request["Content-Length"]));
        Assert.Contains("hello, sea lane", request.Text, StringComparison.Ordinal);
    }

    /// <summary>A stream that can be rewound once only to fail.</summary>
    private sealed class GoneAtSecond(byte[] bytes) : MemoryStream(bytes)
    {
        private int _rewinds;

        public override long Position
        {
            get => base.Position;
            set => base.Position = ++_rewinds > 1 ? throw new IOException("the disk is gone") : value;
        }
    }

    private static string RegionOf(Received request) => request["Authorization"]!.Split('/')[2];

    /// <summary>A stream that can be read forwards, once.</summary>
    private sealed class OneWay(byte[] bytes) : Stream
    {
        public int Size => bytes.Length;

        public int Taken { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, bytes.Length - Taken);
            Array.Copy(bytes, Taken, buffer, offset, read);
            Taken += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private S3ClientOptions Options(ScriptedServer server) => server.Options with { Transport = transport };
}
