using System.Net;
using System.Net.Sockets;
using Sealane.Edge.Relay;

namespace Sealane.Tests.Edge;

public sealed class RefusalTests
{
    private static readonly RelayLimits Impatient = new() { Quiet = TimeSpan.FromMilliseconds(50) };

    public static TheoryData<string, string> Malformed => new()
    {
        { "GET /\r\n\r\n", "request line" },
        { "GET /a b HTTP/1.1\r\n\r\n", "request line" },
        { "GET / HTTP/2.0\r\n\r\n", "request line" },
        { "\r\n\r\n", "request line" },
        { "GET / HTTP/1.1\r\nNo colon here\r\n\r\n", "name: value" },
        { "GET / HTTP/1.1\r\nName : value\r\n\r\n", "name: value" },
        { "GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", "name: value" },
        { "GET / HTTP/1.1\r\nA: b\rB: c\r\n\r\n", "bare CR" },
        { "GET / HTTP/1.1\r\nA: b\0\r\n\r\n", "NUL" },
        { "GET / HTTP/1.1\nA: b\n\n", "bare LF" },
        { "PUT / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", "Content-Length '3, 4'" },
        { "PUT / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "Content-Length '-1'" },
        { "PUT / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "Transfer-Encoding 'gzip'" },
        { "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", "Transfer-Encoding 'chunked, chunked'" },
        { "PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", "Transfer-Encoding 'chunked'" },
        { "GET / HTTP/1.1\r\nA: " + new string('x', 70_000), "longer than 65536 bytes" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_request_gets_400_with_the_reason_and_the_end(string sent, string reason)
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, options => options with { Limits = Impatient });

        var answer = await route.AskAsync(sent);

        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer, StringComparison.Ordinal);
        Assert.Contains(reason, answer, StringComparison.Ordinal);
        Assert.True(await route.Client.IsAtEndAsync());
        Assert.Equal(0, origin.Connections);
        Assert.Empty(route.Hop.After);
        Assert.StartsWith("HTTP/1.1 400", Route.Text(route.Hop.Answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("transparent")]
    [InlineData("rfc9110")]
    public async Task Broken_chunks_get_400(string profile)
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, profile);

        var answer = await route.AskAsync("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("chunked framing is broken", answer, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_is_a_502_that_says_so()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var nobody = (IPEndPoint)free.LocalEndpoint;
        free.Stop();
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, options => options with { Name = "here", Connect = Dial.To(nobody) });

        var answer = await route.AskAsync("PUT / HTTP/1.1\r\nHost: bucket.example\r\nContent-Length: 2\r\n\r\nhi");

        Assert.StartsWith("HTTP/1.1 502 Bad Gateway\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("The edge 'here' got no answer from the endpoint: no connection to 'bucket.example': Connection refused", answer, StringComparison.Ordinal);
        Assert.Equal(("here", 502), (route.Hop.Name, Sealane.Signing.Journey.MessageHead.Parse(route.Hop.Answer).Status));
    }

    [Theory]
    [InlineData("", "without an answer")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "inside the head")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", "no HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: much\r\n\r\n", "Content-Length 'much'")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", "another protocol")]
    public async Task An_answer_that_cannot_be_passed_on_is_a_502_that_says_why(string answer, string reason)
    {
        await using var origin = Origin.Start(async (peer, _) =>
        {
            await peer.MessageAsync();
            await peer.SendAsync(answer);
        });
        await using var route = await Route.ToAsync(origin);

        var refusal = await route.AskAsync("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi");

        Assert.StartsWith("HTTP/1.1 502", refusal, StringComparison.Ordinal);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tunnel_is_not_opened()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin);

        Assert.StartsWith("HTTP/1.1 501", await route.AskAsync("CONNECT a:443 HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_line_before_a_request_is_forgiven()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin);

        Assert.EndsWith("ok", await route.AskAsync("\r\nGET / HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal("GET / HTTP/1.1\r\n\r\n", Assert.Single(origin.Requests));
    }

    [Fact]
    public async Task A_request_framed_both_ways_is_the_last_of_its_connection()
    {
        const string Request = "PUT / HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin);

        Assert.EndsWith("ok", await route.AskAsync(Request), StringComparison.Ordinal);
        Assert.True(await route.Client.IsAtEndAsync());
        Assert.Equal(Request, Assert.Single(origin.Requests));
    }
}
