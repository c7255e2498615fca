using System.Globalization;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Matrix;

/// <summary>What became of one operation on one way.</summary>
/// <param name="Verdict">The verdict over all replays.</param>
/// <param name="Condition">When it breaks, for one that breaks sometimes; else null.</param>
/// <param name="Causes">What broke or stopped it, each cause once, the gravest first.</param>
/// <param name="Replays">How many replays there were.</param>
/// <param name="Harmed">How many of them did not survive.</param>
/// <param name="BreaksAnyClient">Whether each replay that broke breaks for every client: the way is to blame, not the program.</param>
public sealed record MatrixCell(CellVerdict Verdict, string? Condition, IReadOnlyList<Finding> Causes, int Replays, int Harmed, bool BreaksAnyClient)
{
    /// <summary>The cell of an operation that never comes this way.</summary>
    public static MatrixCell NotMet { get; } = new(CellVerdict.NotMet, null, [], 0, 0, BreaksAnyClient: false);

    /// <summary>Whether a replay came to harm.</summary>
    public bool IsHarmed => Verdict is CellVerdict.Breaks or CellVerdict.BreaksSometimes or CellVerdict.Refused;

    /// <summary>The cell in a word: <c>survives</c>, <c>sometimes</c>, <c>breaks</c>, <c>refused</c>, <c>no client</c>, <c>unproven</c>, or a hyphen.</summary>
    public override string ToString() => this switch
    {
        { IsHarmed: true, BreaksAnyClient: true } => "no client",
        { Verdict: CellVerdict.Survives } => "survives",
        { Verdict: CellVerdict.BreaksSometimes } => "sometimes",
        { Verdict: CellVerdict.Breaks } => "breaks",
        { Verdict: CellVerdict.Refused } => "refused",
        { Verdict: CellVerdict.NotMet } => "-",
        _ => "unproven",
    };

    internal static MatrixCell Of(IReadOnlyCollection<Replay> replays)
    {
        if (replays.Count == 0)
        {
            return NotMet;
        }

        var harmed = replays.Where(replay => replay.Verdict != CellVerdict.Survives).ToList();
        List<Finding> causes = [.. harmed.SelectMany(replay => replay.Causes).DistinctBy(cause => (cause.Id, cause.Subject)).OrderByDescending(cause => cause.Severity)];
        var verdict = VerdictOf([.. replays.Select(replay => replay.Verdict).Distinct()]);
        return new MatrixCell(
            verdict,
            verdict == CellVerdict.BreaksSometimes ? ConditionOf(replays, harmed, causes) : null,
            causes,
            replays.Count,
            harmed.Count,
            harmed.Count > 0 && harmed.All(replay => replay.BreaksAnyClient));
    }

    // What is not proven anywhere is not proven: a survivor beside it must not hide it.
    private static CellVerdict VerdictOf(IReadOnlyCollection<CellVerdict> seen) => seen switch
    {
        _ when seen.Contains(CellVerdict.NotProven) => CellVerdict.NotProven,
        { Count: 1 } => seen.First(),
        _ when seen.Contains(CellVerdict.Survives) => CellVerdict.BreaksSometimes,
        _ => CellVerdict.Breaks,
    };

    // The holds decide alone when every request broke under one of them and survived under the other.
    private static string ConditionOf(IReadOnlyCollection<Replay> replays, List<Replay> harmed, List<Finding> causes)
    {
        var holds = harmed.Select(replay => replay.Held).Distinct().ToList();
        if (holds is [{ } held] && replays.All(replay => replay.Held is not null && (replay.Held == held) == (replay.Verdict != CellVerdict.Survives)))
        {
            return causes.Select(cause => cause.Condition?.When).FirstOrDefault(when => when is not null) ?? $"breaks when a hop holds {held}";
        }

        var examples = harmed.Select(replay => replay.Diagnosis.Request).Distinct(StringComparer.Ordinal).Take(2);
        return string.Create(CultureInfo.InvariantCulture, $"breaks in {harmed.Count} of {replays.Count} replays: {string.Join(", ", examples)}");
    }
}
