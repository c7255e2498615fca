using System.Text;
using Sealane.Lab.Voyages;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Lab.Voyages;

public class VoyageLogTests
{
    private static readonly Hop[] Hops =
    [
        Hop("one", "as sent", "after one", "ID1"),
        Hop("two", "after one", "after two", "ID1"),
        Hop("three", "after two", "after three", "ID1"),
    ];

    private static readonly Arrival Arrived = new() { RequestId = "ID1", Head = Head("after three"), Status = 200, Time = default };

    [Theory]
    [InlineData("2 1 0 a")]
    [InlineData("a 2 1 0")]
    [InlineData("0 1 2 a")]
    [InlineData("0 2 a 1")]
    [InlineData("2 0 1 a")]
    [InlineData("1 a 2 0")]
    public void Whatever_the_order_of_the_reports_one_voyage_comes_of_them(string order)
    {
        var heard = new List<Voyage>();
        var log = new VoyageLog(10, heard.Add);

        foreach (var report in order.Split(' '))
        {
            Assert.Empty(heard);
            Report(log, report);
        }

        var voyage = Assert.Single(heard);
        Assert.Equal(("ID1", "ID1", 200), (voyage.Id, voyage.Arrival?.RequestId, voyage.Arrival?.Status));
        Assert.Equal(["one", "two", "three"], voyage.Hops.Select(hop => hop.Name));
    }

    [Fact]
    public void A_request_that_an_edge_answered_itself_waits_for_no_arrival()
    {
        var log = new VoyageLog(10, null);

        log.Record(Hop("edge", "as sent", "after", answerId: null), isFirst: true, isLast: true);

        Assert.Null(Assert.Single(log.Snapshot()).Arrival);
    }

    [Fact]
    public void A_request_whose_client_went_away_finds_its_arrival_by_its_head()
    {
        var log = new VoyageLog(10, null);
        var reordered = Arrived with { Head = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nB: 2\r\na: 1\r\n\r\n") };
        var written = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nA: 1\r\nB:2\r\n\r\n");
        log.Record(Hops[2] with { After = written, Answer = null }, isFirst: true, isLast: true);
        log.Record(Arrived);
        Assert.Empty(log.Snapshot());

        log.Record(reordered);

        // What the last hop wrote is what arrived, in that order and that letter case.
        Assert.Equal(written, Assert.Single(log.Snapshot()).Arrival?.Head);
    }

    [Fact]
    public void What_never_becomes_whole_is_kept_when_the_log_is_closed()
    {
        var log = new VoyageLog(10, null);
        log.Record(Hops[0], isFirst: true, isLast: false);
        log.Record(Arrived);

        log.Close();

        Assert.Equal(["ID1", "ID1"], log.Snapshot().Select(voyage => voyage.Id));
    }

    [Fact]
    public void The_newest_are_kept()
    {
        var log = new VoyageLog(2, null);
        for (var i = 1; i <= 3; i++)
        {
            log.Record(Hop($"{i}", $"sent {i}", "", answerId: null), isFirst: true, isLast: true);
        }

        Assert.Equal(["request-2", "request-3"], log.Snapshot().Select(voyage => voyage.Id));
    }

    [Fact]
    public async Task One_can_wait_for_a_voyage_that_is_still_under_way()
    {
        var log = new VoyageLog(10, null);
        var waiting = log.FindAsync(voyage => voyage.Arrival?.Status == 200, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        log.Record(Hops[2], isFirst: true, isLast: true);
        log.Record(Arrived);

        Assert.Equal("ID1", (await waiting).Id);
        Assert.Equal("ID1", (await log.FindAsync(voyage => voyage.Id == "ID1", TestContext.Current.CancellationToken)).Id);
    }

    private static void Report(VoyageLog log, string report)
    {
        if (report == "a")
        {
            log.Record(Arrived);
        }
        else
        {
            var at = report[0] - '0';
            log.Record(Hops[at], isFirst: at == 0, isLast: at == 2);
        }
    }

    private static Hop Hop(string name, string before, string after, string? answerId) => new()
    {
        Name = name,
        Before = Head(before),
        After = after.Length == 0 ? [] : Head(after),
        FramingBefore = BodyFraming.None,
        FramingAfter = BodyFraming.None,
        Answer = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{(answerId is null ? "" : $"x-amz-request-id: {answerId}\r\n")}\r\n"),
        Time = default,
    };

    private static byte[] Head(string mark) => Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nMark: {mark}\r\n\r\n");
}
