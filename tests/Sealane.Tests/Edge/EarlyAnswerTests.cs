using Sealane.Edge.Relay;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Edge;

public sealed class EarlyAnswerTests
{
    private const int Size = 5_000_000;

    private static readonly string Refusal = $"HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 2000\r\n\r\n{HoldTests.Content(2000)}";

    [Theory]
    [InlineData("transparent", true)]
    [InlineData("transparent", false)]
    [InlineData("cloudfront-accelerate", true)]
    [InlineData("cloudfront-accelerate", false)]
    public async Task A_refusal_amid_the_upload_arrives_whole_though_the_endpoint_resets_its_connection(string profile, bool chunked)
    {
        await using var origin = Origin.Start(async (peer, _) =>
        {
            await peer.HeadAsync();
            await peer.ExactlyAsync(1000);
            await peer.SendAsync(Refusal);
            peer.Close();
        });
        await using var route = await Route.ToAsync(origin, profile, new HoldBytes(100));

        await route.Client.SendAsync(Upload(chunked));

        Assert.Equal(Refusal, await route.Client.MessageAsync());
        Assert.Equal(403, MessageHead.Parse(route.Hop.Answer).Status);
        Assert.True(await route.Client.IsAtEndAsync());
    }

    [Fact]
    public async Task A_refusal_amid_the_upload_arrives_whole_though_the_endpoint_never_reads_on()
    {
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = Origin.Start(async (peer, _) =>
        {
            await peer.HeadAsync();
            await peer.SendAsync(Refusal);
            await hangs.Task;
        });
        await using var route = await Route.ToAsync(origin, options => options with { Limits = new RelayLimits { Quiet = TimeSpan.FromSeconds(0.7) } });

        await route.Client.SendAsync(Upload(chunked: false));

        Assert.Equal(Refusal, await route.Client.MessageAsync());
        hangs.SetResult();
    }

    [Fact]
    public async Task After_an_early_answer_and_the_rest_of_the_body_the_connection_carries_the_next_request()
    {
        await using var origin = Origin.Start(async (peer, number) =>
        {
            await peer.HeadAsync();
            if (number == 0)
            {
                await peer.SendAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
                peer.Close();
            }
            else
            {
                await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes");
            }
        });
        await using var route = await Route.ToAsync(origin);

        await route.Client.SendAsync(Upload(chunked: true));
        Assert.EndsWith("no", await route.Client.MessageAsync(), StringComparison.Ordinal);
        Assert.EndsWith("yes", await route.AskAsync("GET / HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
    }

    private static string Upload(bool chunked) => chunked
        ? $"PUT /k HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{HoldTests.Chunk(HoldTests.Content(Size), 100_000)}"
        : $"PUT /k HTTP/1.1\r\nContent-Length: {Size}\r\n\r\n{HoldTests.Content(Size)}";
}
