namespace Sealane.Tests.Edge;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nETag: \"x\"\r\n\r\n")]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nContent-Length: 99\r\n\r\n")]
    [InlineData("DELETE", "HTTP/1.1 204 No Content\r\n\r\n")]
    public async Task An_answer_without_a_body_ends_with_its_head(string method, string answer)
    {
        await using var origin = Origin.Answering(answer);
        await using var route = await Route.ToAsync(origin);

        for (var i = 0; i < 3; i++)
        {
            await route.Client.SendAsync($"{method} / HTTP/1.1\r\n\r\n");
            Assert.Equal(answer, await route.Client.HeadAsync());
        }

        Assert.Equal(1, origin.Connections);
        Assert.Equal(answer, Route.Text(route.Hops.Last().Answer));
    }

    [Fact]
    public async Task An_answer_that_ends_with_its_connection_ends_the_clients_too()
    {
        var body = new string('z', 300_000);
        await using var origin = Origin.Start(async (peer, _) =>
        {
            await peer.MessageAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\n\r\n" + body);
        });
        await using var route = await Route.ToAsync(origin);

        Assert.Equal("HTTP/1.1 200 OK\r\n\r\n" + body, await route.AskAsync("GET / HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public async Task Chunks_extensions_and_trailers_of_an_answer_arrive_as_sent()
    {
        const string Answer = "HTTP/1.1 200 Fine By Me\r\ntransfer-encoding: Chunked\r\n\r\n"
            + "5;a=b\r\nhello\r\n0003 ; c=\"d\"\r\nyou\r\n0;last\r\nx-sum: 7\r\nX-Sum: 8\r\n\r\n";
        await using var origin = Origin.Answering(Answer);
        await using var route = await Route.ToAsync(origin);

        Assert.Equal(Answer, await route.AskAsync("GET / HTTP/1.1\r\n\r\n"));
        Assert.Equal(Answer, await route.AskAsync("GET / HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public async Task Interim_answers_arrive_before_the_final_one()
    {
        const string Interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
        await using var origin = Origin.Answering(Interim + Interim + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var route = await Route.ToAsync(origin);

        await route.Client.SendAsync("GET / HTTP/1.1\r\n\r\n");

        Assert.Equal(Interim, await route.Client.HeadAsync());
        Assert.Equal(Interim, await route.Client.HeadAsync());
        Assert.StartsWith("HTTP/1.1 200", await route.Client.HeadAsync(), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", Route.Text(route.Hop.Answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_breaks_off_for_the_client()
    {
        await using var origin = Origin.Start(async (peer, _) =>
        {
            await peer.MessageAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        });
        await using var route = await Route.ToAsync(origin);

        await route.Client.SendAsync("GET / HTTP/1.1\r\n\r\n");

        Assert.EndsWith("\r\n\r\nhalf", await route.Client.ToEndAsync(), StringComparison.Ordinal);
    }
}
