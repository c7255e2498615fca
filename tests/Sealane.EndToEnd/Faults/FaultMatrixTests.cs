using Sealane.Edge.Faults;
using Sealane.Signing.Journey;
using Sealane.Transport;

namespace Sealane.EndToEnd.Faults;

/// <summary>Every fault, each verb, both sizes: right bytes or an error that names the object, never something in between.</summary>
public abstract class FaultMatrix(TransportKind transport)
{
    private const int Small = 100_000;
    private const int Parts = FaultyWay.PartSize + 1_234_567;

    /// <summary>What must come of a transfer.</summary>
    public enum Then
    {
        /// <summary>The right bytes.</summary>
        Right,

        /// <summary>An error: there is no way to the right bytes.</summary>
        Error,

        /// <summary>One of the two.</summary>
        Either,
    }

    private static readonly Row[] Rows =
    [
        // The store says no.
        new("two SlowDowns", FaultSchedule.First(2, Refuse.SlowDown), Then.Right, Then.Right),
        new("two InternalErrors", FaultSchedule.First(2, Refuse.InternalError), Then.Right, Then.Right),
        new("a SlowDown before the body", FaultSchedule.First(1, Refuse.SlowDown with { Drains = false }), Then.Right, Then.Right),
        new("a storm of 503", FaultSchedule.Always(Refuse.SlowDown), Then.Error, Then.Error),
        new("a storm of 500", FaultSchedule.Always(Refuse.InternalError), Then.Error, Then.Error),
        new("every third request 500", FaultSchedule.Cycle(Refuse.InternalError, null, null), Then.Right, Then.Right),

        // The way breaks.
        new("a reset early in a body", Bodies(FaultSchedule.Cycle(new Reset(Direction.Request, 1000), new Reset(Direction.Answer, 1000), null, null)), Then.Right, Then.Right),
        new("a reset in mid part, there", Bodies(FaultSchedule.First(1, new Reset(Direction.Request, 3_000_000))), Then.Right, Then.Right),
        new("a reset in mid part, back", Bodies(FaultSchedule.First(1, new Reset(Direction.Answer, 3_000_000))), Then.Right, Then.Right),
        new("a reset in each body", Bodies(FaultSchedule.Always(new Reset(Direction.Request, 500))), Then.Error, Then.Right),
        new("an answer cut before its body", Bodies(FaultSchedule.First(1, new Truncate(0))), Then.Right, Then.Right),
        new("an answer cut in mid part", Bodies(FaultSchedule.First(2, new Truncate(50_000))), Then.Right, Then.Right),
        new("an answer cut at its last byte", Bodies(FaultSchedule.First(1, new Truncate(Small - 1))), Then.Right, Then.Right),
        new("each answer cut", Bodies(FaultSchedule.Always(new Truncate(0))), Then.Right, Then.Error),
        new("an answer lost, closed", FaultSchedule.First(1, new LoseAnswer(Ending.Close)).Where(IsNotCreate), Then.Right, Then.Right),
        new("an answer lost, reset", FaultSchedule.First(1, new LoseAnswer(Ending.Reset)).Where(IsNotCreate), Then.Right, Then.Right),
        new("an answer lost in silence", FaultSchedule.First(1, new LoseAnswer(Ending.Silence)).Where(IsNotCreate), Then.Right, Then.Right) { IsSilent = true },
        new("the last answer lost", FaultSchedule.First(1, new LoseAnswer(Ending.Close)).Where(IsComplete), Then.Either, Then.Right),
        new("no answer at first", FaultSchedule.First(1, new Hang()), Then.Right, Then.Right) { IsSilent = true },
        new("a stall there", Bodies(FaultSchedule.First(1, new Stall(Direction.Request, 10_000))), Then.Right, Then.Right) { IsSilent = true },
        new("a stall back", Bodies(FaultSchedule.First(1, new Stall(Direction.Answer, 10_000))), Then.Right, Then.Right) { IsSilent = true },
        new("a late request", FaultSchedule.First(1, new Delay(Direction.Request, TimeSpan.FromMilliseconds(300))), Then.Right, Then.Right),
        new("a late answer", FaultSchedule.First(1, new Delay(Direction.Answer, TimeSpan.FromMilliseconds(300))), Then.Right, Then.Right),
        new("a thin line there", Bodies(FaultSchedule.Always(new Throttle(Direction.Request, 10_000_000))), Then.Right, Then.Right),
        new("a thin line back", Bodies(FaultSchedule.Always(new Throttle(Direction.Answer, 10_000_000))), Then.Right, Then.Right),
        new("kept connections closed", FaultSchedule.Always(new StaleKeepAlive(Ending.Close)), Then.Right, Then.Right),
        new("kept connections reset", FaultSchedule.Always(new StaleKeepAlive(Ending.Reset)), Then.Either, Then.Right),
        new("a kept connection silent", FaultSchedule.First(1, new StaleKeepAlive(Ending.Silence)), Then.Right, Then.Right) { IsSilent = true },

        // The way lies.
        new("a body corrupted there", Bodies(FaultSchedule.First(1, new Corrupt(Direction.Request, 60_000))), Then.Either, Then.Right),
        new("every body corrupted there", Bodies(FaultSchedule.Always(new Corrupt(Direction.Request, 60_000))), Then.Error, Then.Right),
        new("a body corrupted back", Bodies(FaultSchedule.First(1, new Corrupt(Direction.Answer, 60_000))), Then.Right, Then.Either),
        new("every body corrupted back", Bodies(FaultSchedule.Always(new Corrupt(Direction.Answer, 60_000))), Then.Right, Then.Error),
        new("the last document corrupted", FaultSchedule.Always(new Corrupt(Direction.Answer, 160)).Where(IsComplete), Then.Either, Then.Right),
        new("Range dropped once", FaultSchedule.First(1, new DropRange()).Where(head => head.Has("range")), Then.Right, Then.Either),
        new("Range dropped", FaultSchedule.Always(new DropRange()), Then.Right, Then.Either),
        new("ETags weakened", FaultSchedule.Always(new WeakenETag()), Then.Right, Then.Either),
        new("one ETag of another object", Bodies(FaultSchedule.Cycle(null, new ReplaceETag(), null)), Then.Either, Then.Either),
        new("ETags of another object", FaultSchedule.Always(new ReplaceETag()), Then.Either, Then.Either),
        new("compression claimed", FaultSchedule.Always(new ClaimGzip()), Then.Either, Then.Either),
        new("one 304", Bodies(FaultSchedule.First(1, new NotModified())), Then.Either, Then.Either),
        new("304 always", FaultSchedule.Always(new NotModified()), Then.Error, Then.Error),
        new("bodies forwarded twice", FaultSchedule.Always(new Duplicate()).Where(head => head.Method == "PUT"), Then.Right, Then.Right),
        new("the completion forwarded twice", FaultSchedule.Always(new Duplicate()).Where(IsComplete), Then.Either, Then.Right),
    ];

    private static readonly Verb[] Verbs = [Verb.UploadFile, Verb.UploadStream, Verb.DownloadFile, Verb.DownloadStream, Verb.ReadStream];

    public static TheoryData<string, Verb, int> Cells { get; } =
        [.. from row in Rows from verb in Verbs from length in new[] { Small, Parts } select (row.Name, verb, length)];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_transfer_under_a_fault_ends_in_the_right_bytes_or_in_an_error_that_names_the_object(string fault, Verb verb, int length)
    {
        var row = Rows.Single(row => row.Name == fault);
        await using var way = await FaultyWay.StartAsync(row.Faults);
        using var trip = await Trip.PrepareAsync(way, verb, length);
        await using var client = way.Client(transport, row.IsSilent ? FaultyWay.ShortPatience : null);

        var failure = await trip.GoAsync(client);

        await trip.CheckAsync(failure);
        var then = Trip.IsUpload(verb) ? row.Up : row.Down;
        Assert.False(then == Then.Right && failure is not null, $"{failure?.Message}; {trip.Happenings}");
        Assert.False(then == Then.Error && failure is null && way.Hops.Any(hop => hop.Fault is not null), trip.Happenings);
    }

    private sealed record Row(string Name, FaultSchedule Faults, Then Up, Then Down)
    {
        /// <summary>Whether only the client's own patience ends it.</summary>
        public bool IsSilent { get; init; }
    }

    // Of the requests that carry an object's bytes, there or back.
    private static FaultSchedule Bodies(FaultSchedule faults) => faults.Where(head => head.Method is "PUT" or "GET");

    // An upload whose creation was never heard of cannot be cleared by who began it.
    private static bool IsNotCreate(MessageHead head) => !head.Target.EndsWith("?uploads", StringComparison.Ordinal);

    private static bool IsComplete(MessageHead head) => head.Method == "POST" && head.Target.Contains("uploadId=", StringComparison.Ordinal);
}

public sealed class FaultMatrixOverHttpClient() : FaultMatrix(TransportKind.HttpClient);

public sealed class FaultMatrixOverSockets() : FaultMatrix(TransportKind.Sockets);

public sealed class FaultMatrixOverBlockingSockets() : FaultMatrix(TransportKind.BlockingSockets);
