using System.Net;
using System.Net.Sockets;
using System.Text;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Lab;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public sealed class PresignTests
{
    [Fact]
    public async Task A_presigned_URL_works_for_somebody_who_has_no_keys()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        var put = await client.PresignAsync(PutObject.Operation, new PutObjectRequest { Bucket = "bucket", Key = "a//b c+d", ContentType = "text/plain" }, TimeSpan.FromMinutes(5));
        var stored = await SendAsync(put, "hello");
        Assert.StartsWith("HTTP/1.1 200", stored, StringComparison.Ordinal);
        var got = await SendAsync(await client.PresignGetAsync("bucket", "a//b c+d", TimeSpan.FromMinutes(5)), body: "");
        Assert.EndsWith("\r\n\r\nhello", got, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain", got, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_URL_names_its_headers_and_end_and_does_not_print_its_signature()
    {
        await using var client = new S3Client(new S3ClientOptions
        {
            Region = "eu-west-1",
            UseAccelerateEndpoint = true,
            Credentials = new GivenCredentials("AKID", "SECRETSECRET", "TOKENTOKEN"),
        });
        var url = await client.PresignAsync(PutObject.Operation, new PutObjectRequest { Bucket = "bucket", Key = "k", ContentType = "text/plain" }, TimeSpan.FromDays(7));
        Assert.StartsWith("https://bucket.s3-accelerate.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&", url.Url, StringComparison.Ordinal);
        Assert.Equal("Content-Type: text/plain", Assert.Single(url.Headers).ToString());
        Assert.DoesNotMatch("SECRETSECRET|TOKENTOKEN|X-Amz-Signature=[0-9a-f]{64}", url.ToString());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await client.PresignGetAsync("bucket", "k", TimeSpan.FromDays(8)));
    }

    [Fact]
    public async Task Without_credentials_nothing_is_presigned()
    {
        await using var client = new S3Client(new S3ClientOptions { Region = "eu-west-1", Credentials = AnonymousCredentials.Instance });
        var fault = await Assert.ThrowsAsync<S3ConfigurationException>(async () => await client.PresignGetAsync("bucket", "k", TimeSpan.FromDays(1)));
        Assert.Contains("has none on purpose", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_URL_allocates_hardly_more_than_its_text()
    {
        await using var client = new S3Client(new S3ClientOptions { Region = "eu-west-1", Credentials = new GivenCredentials("AKIDEXAMPLE0000000000", "SECRETSECRET") });
        var least = long.MaxValue;
        for (var round = 0; round < 1000; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var url = client.PresignGetAsync("bucket", "2026/11/report.parquet", TimeSpan.FromHours(1));
            Assert.True(url.IsCompletedSuccessfully);

            // Half of it is what a build for debugging makes of async methods.
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before - (2 * (await url).Url.Length));
        }

        Assert.InRange(least, 0, 700);
    }

    private static S3Client Client(S3Lab lab) => new(new S3ClientOptions
    {
        Region = "us-east-1",
        EndpointUrl = lab.Endpoint,
        Credentials = new GivenCredentials(lab.Credentials),
        Proxy = ProxyRules.None,
    });

    // Over a bare socket: the URL's own bytes are the target.
    private static async Task<string> SendAsync(PresignedUrl url, string body)
    {
        var rest = url.Url["http://".Length..];
        var host = rest[..rest.IndexOf('/', StringComparison.Ordinal)];
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPEndPoint.Parse(host));
        var head = new StringBuilder($"{url.Method} {rest[host.Length..]} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n");
        foreach (var field in url.Headers)
        {
            head.Append(field.Name).Append(": ").Append(field.Value).Append("\r\n");
        }

        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").Append(body).ToString()));
        return await new StreamReader(socket.GetStream(), Encoding.Latin1).ReadToEndAsync();
    }
}
