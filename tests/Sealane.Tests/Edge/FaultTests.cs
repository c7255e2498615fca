using System.Diagnostics;
using System.Net.Sockets;
using Sealane.Edge.Faults;
using Sealane.Edge.Relay;

namespace Sealane.Tests.Edge;

public sealed class FaultTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: 10\r\n\r\n0123456789";
    private const string Get = "GET /k HTTP/1.1\r\nHost: h\r\nRange: bytes=0-9\r\n\r\n";
    private const string Put = "PUT /k HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabcdefghij";

    public static TheoryData<Fault, string> OnTheAnswer => new()
    {
        { new WeakenETag(), Ok.Replace("\"e\"", "W/\"e\"", StringComparison.Ordinal) },
        { new ReplaceETag(), Ok.Replace("\"e\"", "\"00000000000000000000000000000000\"", StringComparison.Ordinal) },
        { new ClaimGzip(), Ok.Replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n", StringComparison.Ordinal) },
        { new Corrupt(Direction.Answer, 0), Ok.Replace("0123", "1123", StringComparison.Ordinal) },
        { new Corrupt(Direction.Answer, 9), Ok.Replace("6789", "6788", StringComparison.Ordinal) },
        { new Throttle(Direction.Answer, 200), Ok },
        { new Delay(Direction.Answer, TimeSpan.FromMilliseconds(1)), Ok },
    };

    public static TheoryData<Fault, string> OnTheRequest => new()
    {
        { new DropRange(), Get.Replace("Range: bytes=0-9\r\n", "", StringComparison.Ordinal) },
        { new Corrupt(Direction.Request, 4), Put[..^10] + "abcddfghij" },
        { new Throttle(Direction.Request, 200), Put },
        { new Delay(Direction.Request, TimeSpan.FromMilliseconds(1)), Get },
    };

    [Theory]
    [MemberData(nameof(OnTheAnswer))]
    public async Task An_answer_comes_as_its_fault_has_it_and_the_connection_lives(Fault fault, string expected)
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.First(1, fault));

        Assert.Equal(expected, await route.AskAsync(Get));
        Assert.Equal(Ok, await route.AskAsync(Get));

        Assert.Equal([fault.ToString(), null], route.Hops.Select(hop => hop.Fault));
        Assert.Equal(expected[..(expected.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)], Route.Text(route.Hops.First().Answer));
        Assert.Equal([Get, Get], origin.Requests);
    }

    [Theory]
    [MemberData(nameof(OnTheRequest))]
    public async Task A_request_arrives_as_its_fault_has_it(Fault fault, string expected)
    {
        var request = expected.StartsWith("GET", StringComparison.Ordinal) ? Get : Put;
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.First(1, fault));

        Assert.Equal(Ok, await route.AskAsync(request));
        Assert.Equal(Ok, await route.AskAsync(request));

        Assert.Equal([expected, request], origin.Requests);
        Assert.Equal([fault.ToString(), null], route.Hops.Select(hop => hop.Fault));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public async Task An_answer_that_is_cut_ends_in_order_before_its_time(int after)
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new Truncate(after)));

        await route.Client.SendAsync(Get);

        Assert.EndsWith("\r\n\r\n" + "0123456789"[..after], await route.Client.ToEndAsync(), StringComparison.Ordinal);
        Assert.Equal($"answer cut after {after} bytes", route.Hop.Fault);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(60_000)]
    public async Task An_answer_that_is_reset_arrives_up_to_its_last_byte_and_then_as_a_reset(int after)
    {
        var content = HoldTests.Content(70_000);
        await using var origin = Origin.Answering($"HTTP/1.1 200 OK\r\nContent-Length: 70000\r\n\r\n{content}");
        await using var route = await ToAsync(origin, FaultSchedule.Always(new Reset(Direction.Answer, after)));

        await route.Client.SendAsync(Get);
        await route.Client.HeadAsync();

        Assert.Equal(content[..after], await route.Client.ExactlyAsync(after));
        await IsResetAsync(route.Client);
    }

    [Fact]
    public async Task Chunk_framing_does_not_count_where_a_chunked_answer_is_cut()
    {
        await using var origin = Origin.Answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
        await using var route = await ToAsync(origin, FaultSchedule.Always(new Truncate(4)));

        await route.Client.SendAsync(Get);

        Assert.EndsWith("\r\n\r\n3\r\nabc\r\n3\r\nd", await route.Client.ToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_reset_reaches_the_endpoint_up_to_that_byte_and_is_not_answered()
    {
        var arrived = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = Origin.Start(async (peer, _) => arrived.SetResult(await peer.ToEndAsync()));
        await using var route = await ToAsync(origin, FaultSchedule.Always(new Reset(Direction.Request, 4)));

        await route.Client.SendAsync(Put);

        Assert.Equal(Put[..^6], await arrived.Task);
        await IsResetAsync(route.Client);
        Assert.Equal(("reset after 4 bytes of the request", null), (route.Hop.Fault, route.Hop.Answer));
    }

    [Fact]
    public async Task A_body_that_does_not_reach_its_fault_passes_and_no_fault_is_recorded()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Cycle(
            new Truncate(10), new Reset(Direction.Answer, 10), new Reset(Direction.Request, 10), new Stall(Direction.Request, 10), new Corrupt(Direction.Answer, 10)));

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(Ok, await route.AskAsync(Put));
        }

        Assert.All(route.Hops, hop => Assert.Null(hop.Fault));
        Assert.Equal(Enumerable.Repeat(Put, 5), origin.Requests);
    }

    [Fact]
    public async Task A_stalled_answer_says_nothing_more_until_the_client_leaves()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new Stall(Direction.Answer, 3)));

        await route.Client.SendAsync(Get);
        await route.Client.HeadAsync();
        Assert.Equal("012", await route.Client.ExactlyAsync(3));

        route.Client.EndSending();
        Assert.True(await route.Client.IsAtEndAsync());
    }

    [Fact]
    public async Task A_request_that_hangs_goes_nowhere()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new Hang()));

        await route.Client.SendAsync(Put);
        route.Client.EndSending();

        Assert.True(await route.Client.IsAtEndAsync());
        Assert.Equal((0, "no answer"), (origin.Connections, route.Hop.Fault));
    }

    [Theory]
    [InlineData(Ending.Close)]
    [InlineData(Ending.Silence)]
    [InlineData(Ending.Reset)]
    public async Task An_answer_that_is_lost_was_given(Ending ending)
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new LoseAnswer(ending)));

        await route.Client.SendAsync(Put);
        if (ending == Ending.Reset)
        {
            await IsResetAsync(route.Client);
        }
        else
        {
            route.Client.EndSending();
            Assert.True(await route.Client.IsAtEndAsync());
        }

        Assert.Equal(Put, Assert.Single(origin.Requests));
        Assert.Null(route.Hop.Answer);
    }

    [Fact]
    public async Task A_refusal_is_S3s_document_and_the_next_request_comes_on_the_same_connection()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.First(1, Refuse.SlowDown));

        var refused = await route.AskAsync(Put);

        Assert.StartsWith("HTTP/1.1 503 SlowDown\r\n", refused, StringComparison.Ordinal);
        Assert.Contains("<Error><Code>SlowDown</Code>", refused, StringComparison.Ordinal);
        Assert.Equal(Ok, await route.AskAsync(Put));
        Assert.Equal(Put, Assert.Single(origin.Requests));
    }

    [Fact]
    public async Task A_refusal_at_once_comes_before_the_body_and_ends_the_connection()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new Refuse(500, "InternalError", Drains: false)));

        await route.Client.SendAsync(Put[..^10]);

        Assert.StartsWith("HTTP/1.1 500 InternalError\r\n", await route.Client.MessageAsync(), StringComparison.Ordinal);
        await route.Client.SendAsync(Put[^10..]);
        route.Client.EndSending();
        Assert.True(await route.Client.IsAtEndAsync());
    }

    [Fact]
    public async Task A_304_that_nobody_asked_for_has_no_body()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.First(1, new NotModified()));

        await route.Client.SendAsync(Get);

        Assert.StartsWith("HTTP/1.1 304 ", await route.Client.HeadAsync(), StringComparison.Ordinal);
        Assert.Equal(Ok, await route.AskAsync(Get));
    }

    [Theory]
    [InlineData("rfc9110", "PUT /k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "PUT /k HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")]
    [InlineData("transparent", Put, Put)]
    [InlineData("transparent", Get, Get)]
    public async Task A_request_that_is_forwarded_twice_gets_its_second_answer(string profile, string request, string forwarded)
    {
        var answers = 0;
        await using var origin = Origin.Answering(_ => $"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{Interlocked.Increment(ref answers)}");
        await using var route = await Route.ToAsync(origin, options => options with
        {
            Profile = Sealane.Edge.Profiles.EdgeProfile.Find(profile),
            Faults = FaultSchedule.First(1, new Duplicate()),
        });

        Assert.EndsWith("\r\n\r\n2", await route.AskAsync(request), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n3", await route.AskAsync(request), StringComparison.Ordinal);

        Assert.All(origin.Requests, arrived => Assert.StartsWith(forwarded[..12], arrived, StringComparison.Ordinal));
        Assert.Equal(3, origin.Requests.Distinct().Count() + 2);
        Assert.Equal(["forwarded twice", null], route.Hops.Select(hop => hop.Fault));
    }

    [Fact]
    public async Task A_body_larger_than_what_is_kept_is_forwarded_once()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await Route.ToAsync(origin, options => options with
        {
            Faults = FaultSchedule.Always(new Duplicate()),
            Limits = new RelayLimits { Hold = 5 },
        });

        Assert.Equal(Ok, await route.AskAsync(Put));

        Assert.Equal(Put, Assert.Single(origin.Requests));
        Assert.Null(route.Hop.Fault);
    }

    [Fact]
    public async Task A_stale_connection_is_closed_after_a_whole_answer()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new StaleKeepAlive(Ending.Close)));

        Assert.Equal(Ok, await route.AskAsync(Get));
        Assert.True(await route.Client.IsAtEndAsync());
    }

    [Fact]
    public async Task A_stale_connection_is_reset_under_the_next_request()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new StaleKeepAlive(Ending.Reset)));

        Assert.Equal(Ok, await route.AskAsync(Get));
        await route.Client.SendAsync(Get);

        await IsResetAsync(route.Client);
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task A_stale_connection_is_silent_for_the_next_request()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new StaleKeepAlive(Ending.Silence)));

        Assert.Equal(Ok, await route.AskAsync(Get));
        await route.Client.SendAsync(Get);
        route.Client.EndSending();

        Assert.True(await route.Client.IsAtEndAsync());
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task A_throttled_body_takes_its_time()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.Always(new Throttle(Direction.Answer, 40)));
        var watch = Stopwatch.StartNew();

        Assert.Equal(Ok, await route.AskAsync(Get));

        Assert.InRange(watch.Elapsed.TotalMilliseconds, 200, 20_000);
    }

    [Fact]
    public async Task Only_requests_that_a_schedule_concerns_take_numbers()
    {
        await using var origin = Origin.Answering(Ok);
        await using var route = await ToAsync(origin, FaultSchedule.First(1, Refuse.InternalError).Where(head => head.Method == "PUT"));

        Assert.Equal(Ok, await route.AskAsync(Get));
        Assert.StartsWith("HTTP/1.1 500", await route.AskAsync(Put), StringComparison.Ordinal);
        Assert.Equal(Ok, await route.AskAsync(Put));
    }

    [Fact]
    public void Every_fault_says_what_it_does_and_why()
    {
        var kinds = typeof(Fault).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fault)) && !type.IsAbstract).ToArray();
        Fault[] all =
        [
            new Delay(Direction.Answer, TimeSpan.FromSeconds(1)), new Throttle(Direction.Request, 5), new Reset(Direction.Answer, 5), new Truncate(5),
            new Stall(Direction.Answer, 5), new Corrupt(Direction.Request, 5), Refuse.SlowDown, new NotModified(), new StaleKeepAlive(Ending.Close),
            new Duplicate(), new Hang(), new LoseAnswer(Ending.Reset), new DropRange(), new WeakenETag(), new ReplaceETag(), new ClaimGzip(),
        ];

        Assert.Equal(kinds.Length, all.Length);
        Assert.All(all, fault => Assert.DoesNotContain("{", fault.ToString(), StringComparison.Ordinal));
        Assert.All(all, fault => Assert.EndsWith(".", fault.Reason, StringComparison.Ordinal));
        Assert.All(all, fault => Assert.NotEmpty(fault.Source));
    }

    private static Task<Route> ToAsync(Origin origin, FaultSchedule faults) => Route.ToAsync(origin, options => options with { Faults = faults });

    private static async Task IsResetAsync(Peer client)
    {
        var fault = await Assert.ThrowsAsync<IOException>(client.ToEndAsync);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(fault.InnerException).SocketErrorCode);
    }
}
