using System.Collections.Concurrent;
using CsCheck;
using Sealane.Edge;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Edge;

public sealed class FaithfulTests
{
    [Fact]
    public Task Whatever_the_messages_and_the_packets_every_byte_arrives_as_it_was_sent() => SampleAsync(
        EdgeProfile.Find("transparent"),
        (request, arrived, hop) =>
        {
            Assert.Equal(request, arrived);
            Assert.StartsWith(Route.Text(hop.Before), request, StringComparison.Ordinal);
            Assert.Equal(hop.Before, hop.After);
            Assert.Equal(hop.FramingBefore, hop.FramingAfter);
        },
        (answer, arrived, hop) =>
        {
            Assert.Equal(answer, arrived);
            Assert.StartsWith(Route.Text(hop.Answer), answer, StringComparison.Ordinal);
            Assert.Equal(hop.AnswerBefore, hop.Answer);
        });

    [Fact]
    public Task What_no_mutation_speaks_of_arrives_as_it_was_sent() => SampleAsync(
        Named.Profile("\"name\": \"add-header\", \"on\": \"both\", \"header\": \"X-New\", \"value\": \"1\""),
        (request, arrived, _) => Assert.Equal(WithLine(request, "X-New: 1\r\n"), arrived),
        (answer, arrived, _) => Assert.Equal(WithLine(answer, "X-New: 1\r\n"), arrived));

    [Fact]
    public Task A_body_that_is_framed_anew_keeps_its_content_and_its_trailers() => SampleAsync(
        Named.Profile("length-to-chunked", "\"name\": \"rechunk\", \"size\": 100", "\"name\": \"reframe-answer\", \"to\": \"length\""),
        (request, arrived, _) => Assert.Equal(ContentAndTrailer(request), ContentAndTrailer(arrived)),
        (answer, arrived, _) => Assert.Equal(ContentAndTrailer(answer).Content, ContentAndTrailer(arrived).Content));

    private static Task SampleAsync(EdgeProfile profile, Action<string, string, Hop> checkRequest, Action<string, string, Hop> checkAnswer) => Gen.Select(
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
                    Profile = profile,
                    Connect = async (request, cancellationToken) => new ChoppedStream(await dial(request, cancellationToken), readFromEndpoint),
                    OnHop = hops.Enqueue,
                });

                var (client, downstream) = await Route.PairAsync();
                await using var peer = client;
                var relaying = RelayAsync(relay, new ChoppedStream(downstream, readFromClient));

                var sending = client.SendInPiecesAsync(string.Concat(exchanges.Select(exchange => exchange.Item1)), sent);
                foreach (var (request, answer) in exchanges)
                {
                    var back = await client.MessageAsync();
                    Assert.True(origin.Requests.TryDequeue(out var arrived));
                    Assert.True(hops.TryDequeue(out var hop));
                    checkRequest(request, arrived, hop);
                    checkAnswer(answer, back, hop);
                }

                await sending;
                client.EndSending();
                await relaying;
            },
            iter: 150,
            threads: 2);

    private static string WithLine(string message, string line) => message.Insert(message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 2, line);

    private static (string Content, string Trailer) ContentAndTrailer(string message)
    {
        var at = message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var (head, body) = (message[..at], message[at..]);
        if (Peer.Value(head, "Transfer-Encoding") is null)
        {
            return (body, "\r\n");
        }

        return (Peer.Unchunk(body), Peer.TrailerOf(body));
    }

    private static async Task RelayAsync(EdgeRelay relay, Stream downstream)
    {
        await using (downstream)
        {
            await relay.RunAsync(downstream);
        }
    }
}
