using System.Globalization;
using System.Text;
using CsCheck;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Edge;

public sealed class HoldTests
{
    private const string Head = "PUT /k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    public static TheoryData<Hold, int, bool> Rules => new()
    {
        { new HoldWholeBody(), 3_000_000, true },
        { new HoldBytes(2_999_999), 3_000_000, false },
        { new HoldNothing(), 3_000_000, false },
        { new HoldWholeBody(), 100, true },
        { new HoldBytes(100), 100, true },
        { new HoldBytes(99), 100, false },
        { new HoldNothing(), 100, false },
        { new HoldWholeBody(), 0, true },
        { new HoldBytes(0), 0, true },
        { new HoldNothing(), 0, false },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_body_that_ends_within_the_hold_leaves_with_its_length_and_a_longer_one_chunked(Hold hold, int size, bool withLength)
    {
        var content = Content(size);
        var body = Chunk(content, 65_536);
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, "rfc9110", hold);

        Assert.EndsWith("ok", await route.AskAsync(Head + body), StringComparison.Ordinal);

        var arrived = Assert.Single(origin.Requests);
        var at = arrived.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Assert.Equal(withLength ? content : body, arrived[at..]);
        Assert.Equal(withLength ? size.ToString(CultureInfo.InvariantCulture) : null, Peer.Value(arrived[..at], "Content-Length"));
        Assert.Equal(withLength ? null : "chunked", Peer.Value(arrived[..at], "Transfer-Encoding"));
        Assert.Equal((BodyFraming.Chunked, withLength ? BodyFraming.ContentLength : BodyFraming.Chunked), (route.Hop.FramingBefore, route.Hop.FramingAfter));
        Assert.Equal(hold.ToString(), route.Hop.Hold);
    }

    [Fact]
    public async Task How_the_bytes_are_cut_into_packets_makes_no_difference() => await Gen.Select(
            Gen.Int[0, 400], Gen.Int[1, 150], Gen.Int[0, 400], Messages.Pieces)
        .SampleAsync(
            async (size, chunk, count, pieces) =>
            {
                await using var origin = Origin.Answering();
                await using var route = await Route.ToAsync(origin, "rfc9110", new HoldBytes(count));

                await route.Client.SendInPiecesAsync(Head + Chunk(Content(size), chunk), pieces);
                await route.Client.MessageAsync();

                Assert.Equal(size <= count ? BodyFraming.ContentLength : BodyFraming.Chunked, route.Hop.FramingAfter);
            },
            iter: 60,
            threads: 2);

    [Fact]
    public async Task Each_chunked_request_takes_the_next_hold_and_no_other_request_does()
    {
        await using var origin = Origin.Answering();
        var schedule = HoldSchedule.Seeded(7);
        await using var route = await Route.ToAsync(origin, options => options with { Profile = EdgeProfile.Find("rfc9110"), Holds = schedule });

        for (var i = 0; i < 10; i++)
        {
            await route.AskAsync("GET / HTTP/1.1\r\n\r\n");
            await route.AskAsync(Head + Chunk(Content(1000), 300));
            await route.AskAsync("PUT / HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi");
        }

        Assert.Equal(schedule.First(10).Select(hold => hold.ToString()), route.Hops.Select(hop => hop.Hold).OfType<string>());
    }

    [Fact]
    public async Task Connections_share_the_schedule_in_the_order_of_arrival()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, "rfc9110", new HoldWholeBody(), new HoldNothing());
        await using var other = await route.AnotherClientAsync();

        for (var i = 0; i < 4; i++)
        {
            await route.AskAsync(Head + Chunk("abc", 3));
            await other.SendAsync(Head + Chunk("abc", 3));
            await other.MessageAsync();
        }

        Assert.Equal(Enumerable.Repeat<string[]>(["whole body", "nothing"], 4).SelectMany(pair => pair), route.Hops.Select(hop => hop.Hold));
    }

    [Fact]
    public async Task Whatever_the_order_of_many_clients_each_hold_is_taken_once_and_kept_to()
    {
        await using var origin = Origin.Answering();
        var schedule = HoldSchedule.Seeded(3);
        await using var route = await Route.ToAsync(origin, options => options with { Profile = EdgeProfile.Find("rfc9110"), Holds = schedule });

        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var client = await route.AnotherClientAsync();
            for (var i = 0; i < 10; i++)
            {
                await client.SendAsync(Head + Chunk(Content(3000), 1000));
                await client.MessageAsync();
            }
        }));

        Assert.Equal(schedule.First(60).Select(hold => $"{hold}").Order(StringComparer.Ordinal), route.Hops.Select(hop => hop.Hold).Order(StringComparer.Ordinal));
        Assert.All(route.Hops, hop => Assert.Equal(
            hop.Hold is "nothing" or "256 bytes" or "512 bytes" or "1024 bytes" or "2048 bytes" ? BodyFraming.Chunked : BodyFraming.ContentLength, hop.FramingAfter));
    }

    [Fact]
    public async Task A_body_larger_than_an_edge_keeps_leaves_chunked()
    {
        var body = Chunk(Content(5000), 700);
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, options => options with
        {
            Profile = EdgeProfile.Find("rfc9110"),
            Limits = new RelayLimits { Hold = 4096 },
        });

        await route.AskAsync(Head + body);

        Assert.EndsWith(body, Assert.Single(origin.Requests), StringComparison.Ordinal);
        Assert.Equal("whole body, given up at 4096 bytes", route.Hop.Hold);
    }

    [Fact]
    public async Task A_trailer_is_lost_with_the_chunks_and_kept_with_them()
    {
        const string Body = "3\r\nabc\r\n0\r\nx-amz-checksum-crc32: NSRBwg==\r\n\r\n";
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, "rfc9110", new HoldWholeBody(), new HoldNothing());

        await route.AskAsync(Head + Body);
        await route.AskAsync(Head + Body);

        Assert.EndsWith("\r\n\r\nabc", origin.Requests.First(), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + Body, origin.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_re_framing_switched_off_no_body_is_waited_for()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, options => options with
        {
            Profile = EdgeProfile.Find("cloudfront-accelerate").WithoutReframing(),
            Holds = HoldSchedule.Always(new HoldWholeBody()),
        });

        await route.AskAsync(Head + Chunk("abc", 3));

        Assert.Equal((BodyFraming.Chunked, BodyFraming.Chunked, null), (route.Hop.FramingBefore, route.Hop.FramingAfter, route.Hop.Hold));
        Assert.EndsWith(Chunk("abc", 3), Assert.Single(origin.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hold_does_not_begin_before_its_body_is_asked_for()
    {
        // The client sends its body only when it was told to go on: holding must not wait for what waits itself.
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, "rfc9110", new HoldWholeBody());

        await route.Client.SendAsync("PUT / HTTP/1.1\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await route.Client.HeadAsync());
        Assert.EndsWith("ok", await route.AskAsync(Chunk("abc", 3)), StringComparison.Ordinal);

        Assert.Equal(BodyFraming.ContentLength, route.Hop.FramingAfter);
    }

    internal static string Content(int size) => string.Create(size, size, (span, seed) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = (char)(((i * 31) + (i >> 8) + seed) & 0xFF);
        }
    });

    internal static string Chunk(string content, int size)
    {
        var body = new StringBuilder(content.Length + 1000);
        for (var at = 0; at < content.Length; at += size)
        {
            var length = Math.Min(size, content.Length - at);
            body.Append(CultureInfo.InvariantCulture, $"{length:x}\r\n").Append(content, at, length).Append("\r\n");
        }

        return body.Append("0\r\n\r\n").ToString();
    }
}
