using System.Diagnostics;
using System.Net.Sockets;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Server;

/// <summary>A refusal that is known before the body came must reach a client that is still sending, or waiting to send.</summary>
public sealed class EarlyRefusalTests
{
    // More than all buffers on the way hold together.
    private const int Size = 8 << 20;

    [Fact]
    public async Task A_client_that_keeps_writing_reads_the_refusal_and_no_reset()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        byte[] body = new byte[Size];

        for (int round = 0; round < 3; round++)
        {
            using TcpClient client = await endpoint.ConnectAsync();
            Stream stream = client.GetStream();
            await stream.WriteAsync(MessageHead.OfRequest(endpoint.Head("PUT", "/box/k", body)).ToBytes());

            // All of it, then the answer: whoever closed too early would have reset the connection by now.
            await stream.WriteAsync(body);
            RawAnswer answer = (await RawAnswer.ReadAsync(stream, isHead: false)).Answer;
            Assert.Equal((403, "AccessDenied", "close"), (answer.Status, answer.Error.Code, answer.Header("connection")));
            Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        }

        Assert.Equal("NoSuchKey", (await endpoint.SendAsync("GET", "/box/k")).Error.Code);
    }

    public static TheoryData<string, int, string> Refusals => new()
    {
        { "unsigned", 403, "AccessDenied" },
        { "no bucket", 404, "NoSuchBucket" },
        { "not accelerated", 400, "InvalidRequest" },
        { "wrong region", 400, "AuthorizationHeaderMalformed" },
        { "no upload", 404, "NoSuchUpload" },
        { "bad condition", 501, "NotImplemented" },
        { "bad metadata", 400, "InvalidStorageClass" },
        { "bad checksum text", 400, "InvalidRequest" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Who_waits_for_100_gets_the_refusal_instead(string why, int status, string code)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Head("PUT", "/box/k", new byte[Size], ("Expect", "100-continue"));
        head = why switch
        {
            "no bucket" => head.WithTarget("/none/k"),
            "not accelerated" => head.WithTarget("/k").With("Host", "box.s3-accelerate.amazonaws.com"),
            "no upload" => head.WithTarget("/box/k?partNumber=1&uploadId=none"),
            "bad condition" => head.Adding("If-Match", "*"),
            "bad metadata" => head.Adding("x-amz-storage-class", "FAKE"),
            "bad checksum text" => head.Adding("x-amz-checksum-crc32", "zzz"),
            _ => head,
        };
        head = why == "unsigned"
            ? head
            : endpoint.Sign(head, PayloadHash.Unsigned, region: why == "wrong region" ? "eu-west-1" : TestEndpoint.Region).Head;

        using TcpClient client = await endpoint.ConnectAsync();
        Stream stream = client.GetStream();
        await stream.WriteAsync(MessageHead.OfRequest(head).ToBytes());
        (RawAnswer answer, int interim) = await RawAnswer.ReadAsync(stream, isHead: false);
        Assert.Equal((status, code, 0), (answer.Status, answer.Error.Code, interim));
        Assert.Equal("close", answer.Header("connection"));
    }

    [Fact]
    public async Task Who_waits_for_100_gets_it_when_the_head_is_right()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        byte[] body = "hello"u8.ToArray();
        using TcpClient client = await endpoint.ConnectAsync();
        Stream stream = client.GetStream();
        RequestHead head = endpoint.Sign(endpoint.Head("PUT", "/box/k", body, ("Expect", "100-continue")), PayloadHash.Of(body)).Head;
        await stream.WriteAsync(MessageHead.OfRequest(head).ToBytes());
        byte[] interim = new byte[25];
        await stream.ReadExactlyAsync(interim);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), interim);
        await stream.WriteAsync(body);
        Assert.Equal(200, (await RawAnswer.ReadAsync(stream, isHead: false)).Answer.Status);
    }

    [Fact]
    public async Task A_refusal_after_the_whole_body_keeps_the_connection()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        byte[] body = "hello"u8.ToArray();
        using TcpClient client = await endpoint.ConnectAsync();
        Stream stream = client.GetStream();

        foreach ((string checksum, int status) in new[] { ("AAAAAA==", 400), ("NhCmhg==", 200) })
        {
            RequestHead head = endpoint.Head("PUT", "/box/k", body, ("x-amz-checksum-crc32", checksum));
            await stream.WriteAsync(MessageHead.OfRequest(endpoint.Sign(head, PayloadHash.Of(body)).Head).ToBytes());
            await stream.WriteAsync(body);
            RawAnswer answer = (await RawAnswer.ReadAsync(stream, isHead: false)).Answer;
            Assert.Equal(status, answer.Status);
            Assert.Null(answer.Header("connection"));
        }
    }

    [Fact]
    public async Task A_client_that_never_sends_its_body_is_let_go_of_soon()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        using TcpClient client = await endpoint.ConnectAsync();
        Stream stream = client.GetStream();
        await stream.WriteAsync(MessageHead.OfRequest(endpoint.Head("PUT", "/box/k", new byte[Size])).ToBytes());
        Assert.Equal(403, (await RawAnswer.ReadAsync(stream, isHead: false)).Answer.Status);
        long started = Stopwatch.GetTimestamp();
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
