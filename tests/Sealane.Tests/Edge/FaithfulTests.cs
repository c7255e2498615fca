using System.Collections.Concurrent;
using CsCheck;
using Sealane.Edge;
using Sealane.Edge.Relay;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Edge;

public sealed class FaithfulTests
{
    [Fact]
    public async Task Whatever_the_messages_and_the_packets_every_byte_arrives_as_it_was_sent() => await Gen.Select(
            Gen.Select(Messages.Request, Messages.Answer).Array[1, 4], Messages.Pieces, Messages.Pieces, Messages.Pieces)
        .SampleAsync(
            async (exchanges, sent, readFromClient, readFromEndpoint) =>
            {
                var answers = new Queue<string>(exchanges.Select(exchange => exchange.Item2));
                await using var origin = Origin.Answering(_ => answers.Dequeue());
                var hops = new ConcurrentQueue<Hop>();
                var dial = Dial.To(origin.EndPoint);
                var relay = new EdgeRelay(new RelayOptions
                {
                    Connect = async (request, cancellationToken) => new ChoppedStream(await dial(request, cancellationToken), readFromEndpoint),
                    OnHop = hops.Enqueue,
                });

                var (client, downstream) = await Route.PairAsync();
                await using var peer = client;
                var relaying = RelayAsync(relay, new ChoppedStream(downstream, readFromClient));

                var sending = client.SendInPiecesAsync(string.Concat(exchanges.Select(exchange => exchange.Item1)), sent);
                foreach (var (request, answer) in exchanges)
                {
                    Assert.Equal(answer, await client.MessageAsync());
                    Assert.True(origin.Requests.TryDequeue(out var arrived));
                    Assert.Equal(request, arrived);
                    Assert.True(hops.TryDequeue(out var hop));
                    Assert.StartsWith(Route.Text(hop.Before), request, StringComparison.Ordinal);
                    Assert.Equal(hop.Before, hop.After);
                    Assert.Equal(hop.FramingBefore, hop.FramingAfter);
                    Assert.StartsWith(Route.Text(hop.Answer), answer, StringComparison.Ordinal);
                }

                await sending;
                client.EndSending();
                await relaying;
            },
            iter: 200,
            threads: 2);

    private static async Task RelayAsync(EdgeRelay relay, Stream downstream)
    {
        await using (downstream)
        {
            await relay.RunAsync(downstream);
        }
    }
}
