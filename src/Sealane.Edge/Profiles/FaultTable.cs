using Sealane.Edge.Faults;
using Sealane.Edge.Mutations;

namespace Sealane.Edge.Profiles;

/// <summary>A fault that a profile's file, or a command's option, can name.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Parameters">The properties that may stand beside its name, in words; empty when there are none.</param>
/// <param name="Make">Makes it from those.</param>
public sealed record FaultRow(string Name, string Parameters, Func<PropertyReader, Fault> Make);

/// <summary>Every fault that there is, and how it is made from what a profile's file says.</summary>
public static class FaultTable
{
    private const string Way = "direction: answer (default) or request";
    private const string End = "ending: close (default), reset or silence";

    /// <summary>All rows, by name.</summary>
    public static IReadOnlyList<FaultRow> Rows { get; } =
    [
        new("claim-gzip", "", _ => new ClaimGzip()),
        new("corrupt", $"{Way}; offset: of the byte", of => new Corrupt(DirectionIn(of), of.Number("offset", 0))),
        new("delay", $"{Way}; milliseconds", of => new Delay(DirectionIn(of), TimeSpan.FromMilliseconds(of.Number("milliseconds", 1000, most: int.MaxValue)))),
        new("drop-range", "", _ => new DropRange()),
        new("duplicate", "", _ => new Duplicate()),
        new("hang", "", _ => new Hang()),
        new("internal-error", "", _ => Refuse.InternalError),
        new("lose-answer", End, of => new LoseAnswer(EndingIn(of))),
        new("not-modified", "", _ => new NotModified()),
        new("refuse", "status: 503 by default; code: SlowDown by default; at-once: true where the body is not waited for",
            of => new Refuse((int)of.Number("status", 503, 400, 599), of.OptionalText("code") ?? "SlowDown", Drains: !of.Flag("at-once"))),
        new("replace-etag", "", _ => new ReplaceETag()),
        new("reset", $"{Way}; after: bytes of the body that pass", of => new Reset(DirectionIn(of), of.Number("after", 0))),
        new("slow-down", "", _ => Refuse.SlowDown),
        new("stale-keep-alive", End, of => new StaleKeepAlive(EndingIn(of))),
        new("stall", $"{Way}; after: bytes of the body that pass", of => new Stall(DirectionIn(of), of.Number("after", 0))),
        new("throttle", $"{Way}; bytes-per-second", of => new Throttle(DirectionIn(of), of.Number("bytes-per-second", 1024 * 1024, least: 20))),
        new("truncate", "after: bytes of the answer's body that pass", of => new Truncate(of.Number("after", 0))),
        new("weaken-etag", "", _ => new Faults.WeakenETag()),
    ];

    /// <summary>When a fault strikes, in words: the properties that may stand beside those of the fault.</summary>
    public const string Schedule = "share: percent of the requests, by lot, and seed: which lot; first: how many requests at the start; every: each so many-th request; each request by default";

    // { "name": TEXT, parameters, "share" and "seed", or "first", or "every": NUMBER }
    internal static FaultSchedule Read(PropertyReader of)
    {
        var name = of.Text("name");
        var row = Rows.FirstOrDefault(row => row.Name == name)
            ?? throw of.Wrong(name, $"there is no such fault. There are: {string.Join(", ", Rows.Select(row => row.Name))}");
        var fault = row.Make(of);
        var share = of.Number("share", 100, 0, 100);
        var seed = (int)of.Number("seed", 0, 0, int.MaxValue);
        var first = of.Number("first", long.MaxValue);
        var every = (int)of.Number("every", 1, 1, 1_000_000);
        of.Finish();
        return share < 100 ? FaultSchedule.Seeded(seed, share / 100.0, fault)
            : first < long.MaxValue ? FaultSchedule.First(first, fault)
            : FaultSchedule.Cycle([.. Enumerable.Repeat<Fault?>(null, every - 1), fault]);
    }

    private static Direction DirectionIn(PropertyReader of) => of.Word("direction", ("answer", Direction.Answer), ("request", Direction.Request));

    private static Ending EndingIn(PropertyReader of) => of.Word("ending", ("close", Ending.Close), ("reset", Ending.Reset), ("silence", Ending.Silence));
}
