using System.Text;
using Sealane.Protocol.Objects;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.Tests.Client;

/// <summary>What was signed is what arrives, byte for byte, over a raw socket.</summary>
public abstract class WireFidelityTests(TransportKind transport)
{
    public static TheoryData<string, string> Keys => new()
    {
        { "plain", "/bucket/plain" },
        { "//a", "/bucket///a" },
        { "a/../b", "/bucket/a/../b" },
        { "./x", "/bucket/./x" },
        { "..", "/bucket/.." },
        { "a+b", "/bucket/a%2Bb" },
        { "a%2Fb", "/bucket/a%252Fb" },
        { "~tilde", "/bucket/~tilde" },
        { "with blank", "/bucket/with%20blank" },
        { "a?b#c&d=e", "/bucket/a%3Fb%23c%26d%3De" },
        { @"back\slash|pipe", "/bucket/back%5Cslash%7Cpipe" },
        { "(paren)*!'", "/bucket/%28paren%29%2A%21%27" },
        { "küste", "/bucket/k%C3%BCste" },
        { "⛵", "/bucket/%E2%9B%B5" },
        { "trailing/", "/bucket/trailing/" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_key_arrives_as_it_was_signed(string key, string target)
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server));
        await client.PutObjectAsync("bucket", key, "x"u8.ToArray());
        var request = Assert.Single(server.Requests);
        Assert.Equal(target, request.Target);
        AssertVerifies(request);
    }

    [Fact]
    public async Task Every_signed_header_arrives_as_it_was_signed()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server) with { Credentials = new Credentials.GivenCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI", "token/with+all==") });
        await client.PutObjectAsync(new PutObjectRequest
        {
            Bucket = "bucket",
            Key = "k",
            Body = Encoding.UTF8.GetBytes("some bytes"),
            ContentType = "text/plain;   charset=utf-8",
            ContentEncoding = "gzip",
            CacheControl = "max-age=60, private",
            ContentDisposition = "attachment; filename=\"a  b.txt\"",
            Metadata = new Dictionary<string, string> { ["Owner"] = "Käthe ⛵", ["two-blanks"] = "a  b", ["comma"] = "a, b" },
            Tagging = "a=1&b=%20",
            ContentMD5 = "XrY7u+Ae7tCTyyK7j1rNww==",
        });
        var request = Assert.Single(server.Requests);
        var signed = AssertVerifies(request);
        Assert.Equal(
            [
                "content-md5", "content-type", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-decoded-content-length", "x-amz-meta-comma", "x-amz-meta-owner",
                "x-amz-meta-two-blanks", "x-amz-security-token", "x-amz-tagging", "x-amz-trailer",
            ],
            signed.SignedHeaders);
        Assert.Equal("gzip,aws-chunked", request["Content-Encoding"]);
        Assert.Equal(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Käthe ⛵")), request["x-amz-meta-owner"]);
        Assert.Null(request["Transfer-Encoding"]);
        Assert.Null(request["traceparent"]);
    }

    [Fact]
    public async Task An_activity_adds_nothing_to_the_request()
    {
        using var activity = new System.Diagnostics.Activity("outer").Start();
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(Options(server));
        await client.PutObjectAsync("bucket", "k", "x"u8.ToArray());
        var names = server.Requests[0].Head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]);
        Assert.Equal(
            [
                "Authorization", "Content-Encoding", "Content-Length", "Host", "User-Agent", "x-amz-content-sha256", "x-amz-date", "x-amz-decoded-content-length", "x-amz-trailer",
            ],
            names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Query_values_arrive_as_they_were_signed()
    {
        await using var server = new ScriptedServer(Reply.Ok("x"));
        await using var client = new S3Client(Options(server));
        await using var result = await client.GetObjectAsync(new GetObjectRequest { Bucket = "bucket", Key = "k", VersionId = "a+b/ c~", ResponseContentType = "text/ü" });
        var request = Assert.Single(server.Requests);
        AssertVerifies(request);
        Assert.Contains("versionId=a%2Bb%2F%20c~", request.Target, StringComparison.Ordinal);
    }

    internal static Authorization AssertVerifies(Received request, string secret = "wJalrXUtnFEMI")
    {
        var head = MessageHead.Parse(Encoding.Latin1.GetBytes(request.Head)).ToRequest();
        var authorization = Assert.IsType<AuthorizationReading.Present>(AuthorizationReader.Read(head)).Authorization;
        var verification = new Verifier(new SigningKeyCache()).Verify(head, authorization, secret);
        Assert.Empty(verification.MissingSignedHeaders);
        Assert.Empty(verification.UnsignedAmzHeaders);
        Assert.True(verification.Matches, request.Head);
        return authorization;
    }

    private S3ClientOptions Options(ScriptedServer server) => server.Options with { Transport = transport };
}
