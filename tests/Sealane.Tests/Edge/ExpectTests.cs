namespace Sealane.Tests.Edge;

public sealed class ExpectTests
{
    private const string Head = "PUT /k HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    [Fact]
    public async Task A_transparent_edge_passes_the_expectation_on_and_the_endpoints_word_back()
    {
        const string Word = "HTTP/1.1 100 Go On\r\nX-Odd: 1\r\n\r\n";
        var head = "";
        await using var origin = Origin.Start(async (peer, _) =>
        {
            head = await peer.HeadAsync();
            await peer.SendAsync(Word);
            await peer.ExactlyAsync(4);
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
        await using var route = await Route.ToAsync(origin);

        await route.Client.SendAsync(Head);
        Assert.Equal(Word, await route.Client.HeadAsync());
        Assert.StartsWith("HTTP/1.1 200", await route.AskAsync("body"), StringComparison.Ordinal);
        Assert.Equal(Head, head);
    }

    [Fact]
    public async Task An_accelerating_edge_answers_100_itself_and_removes_the_expectation()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, "cloudfront-accelerate");

        await route.Client.SendAsync(Head);
        Assert.Equal(Continue, await route.Client.HeadAsync());
        Assert.Empty(origin.Requests);
        Assert.EndsWith("ok", await route.AskAsync("body"), StringComparison.Ordinal);

        Assert.DoesNotContain("expect", Assert.Single(origin.Requests), StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\nbody", Assert.Single(origin.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_a_body_is_not_told_to_go_on()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, "cloudfront-accelerate");

        Assert.StartsWith("HTTP/1.1 200", await route.AskAsync("GET / HTTP/1.1\r\nExpect: 100-continue\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_in_place_of_100_reaches_the_client_which_need_not_send_its_body()
    {
        const string Refusal = "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno";
        await using var origin = Origin.Start(async (peer, _) =>
        {
            await peer.HeadAsync();
            await peer.SendAsync(Refusal);
        });
        await using var route = await Route.ToAsync(origin);

        Assert.Equal(Refusal, await route.AskAsync(Head));
        Assert.True(await route.Client.IsAtEndAsync());
    }
}
