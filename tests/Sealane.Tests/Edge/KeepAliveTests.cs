namespace Sealane.Tests.Edge;

public sealed class KeepAliveTests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: origin\r\n\r\n";

    [Fact]
    public async Task A_hundred_requests_share_one_connection_on_either_side()
    {
        await using var origin = Origin.Answering(request => $"HTTP/1.1 200 OK\r\nContent-Length: {request.Length}\r\n\r\n{request}");
        await using var route = await Route.ToAsync(origin);

        for (var i = 0; i < 100; i++)
        {
            var request = $"PUT /key-{i} HTTP/1.1\r\nhost: origin\r\nContent-Length: 3\r\n\r\n{i:000}";
            Assert.EndsWith(request, await route.AskAsync(request), StringComparison.Ordinal);
        }

        Assert.Equal(1, origin.Connections);
        Assert.Equal(100, route.Hops.Count);
    }

    [Fact]
    public async Task Requests_sent_ahead_are_answered_in_their_order()
    {
        await using var origin = Origin.Answering(request => $"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{request[6]}");
        await using var route = await Route.ToAsync(origin);

        await route.Client.SendAsync(string.Concat(Enumerable.Range(0, 9).Select(i => $"POST /{i} HTTP/1.1\r\nContent-Length: 2\r\n\r\nxx")));

        for (var i = 0; i < 9; i++)
        {
            Assert.EndsWith($"\r\n\r\n{i}", await route.Client.MessageAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_endpoint_that_closes_between_requests_is_dialled_again()
    {
        await using var origin = Origin.Start(async (peer, number) =>
        {
            await peer.MessageAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{number}");
        });
        await using var route = await Route.ToAsync(origin);

        for (var i = 0; i < 5; i++)
        {
            Assert.EndsWith($"{i}", await route.AskAsync(Get), StringComparison.Ordinal);
        }

        Assert.Equal(5, origin.Connections);
    }

    [Fact]
    public async Task Connection_close_of_the_client_closes_its_connection_after_the_answer()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin);

        Assert.EndsWith("ok", await route.AskAsync("GET / HTTP/1.1\r\nconnection: Close\r\n\r\n"), StringComparison.Ordinal);
        Assert.True(await route.Client.IsAtEndAsync());
    }

    [Fact]
    public async Task Connection_close_of_the_endpoint_reaches_the_client_and_is_kept()
    {
        await using var origin = Origin.Answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        await using var route = await Route.ToAsync(origin);

        Assert.Contains("Connection: close", await route.AskAsync(Get), StringComparison.Ordinal);
        Assert.True(await route.Client.IsAtEndAsync());
    }

    [Fact]
    public async Task A_client_of_HTTP_1_0_gets_one_answer_and_the_end()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin);

        Assert.EndsWith("ok", await route.AskAsync("GET / HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
        Assert.True(await route.Client.IsAtEndAsync());
    }

    [Fact]
    public async Task Another_host_gets_another_connection_to_the_endpoint()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin);

        await route.AskAsync("GET / HTTP/1.1\r\nHost: one\r\n\r\n");
        await route.AskAsync("GET / HTTP/1.1\r\nHost: two\r\n\r\n");

        Assert.Equal(2, origin.Connections);
    }

    [Fact]
    public async Task A_client_that_has_ended_its_sending_still_gets_its_answer()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin);

        await route.Client.SendAsync(Get);
        route.Client.EndSending();

        Assert.EndsWith("ok", await route.Client.ToEndAsync(), StringComparison.Ordinal);
    }
}
