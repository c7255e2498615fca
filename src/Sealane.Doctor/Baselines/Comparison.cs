namespace Sealane.Doctor.Baselines;

/// <summary>One thing that is not as it was.</summary>
/// <param name="Operation">In which operation.</param>
/// <param name="What">What: <c>framing</c>, <c>signed</c>, <c>checksums</c>, a way's name.</param>
/// <param name="Before">As it was: for a set, what is gone.</param>
/// <param name="After">As it is: for a set, what is new.</param>
/// <param name="IsWorse">Whether that is worse for the signature.</param>
public sealed record Change(string Operation, string What, IReadOnlyList<string> Before, IReadOnlyList<string> After, bool IsWorse);

/// <summary>What changed between a baseline and now.</summary>
/// <param name="Baseline">The baseline's name: its file.</param>
/// <param name="Changes">What changed, operation by operation.</param>
public sealed record Comparison(string Baseline, IReadOnlyList<Change> Changes)
{
    /// <summary>Whether anything got worse: a way that was survived no longer is, or a header is signed that any hop may touch and was not before.</summary>
    public bool IsWorse => Changes.Any(change => change.IsWorse);

    /// <summary>Compares.</summary>
    public static Comparison Of(string name, Baseline before, Baseline now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var operations = before.Operations.Concat(now.Operations).Select(habit => habit.Operation).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new Comparison(name, [.. operations.SelectMany(operation => Of(operation, Find(before, operation), Find(now, operation)))]);
    }

    private static OperationHabit? Find(Baseline baseline, string operation) => baseline.Operations.FirstOrDefault(habit => habit.Operation == operation);

    private static IEnumerable<Change> Of(string operation, OperationHabit? before, OperationHabit? now)
    {
        if (now is null)
        {
            return [new Change(operation, "operation", ["sent"], ["no longer sent"], IsWorse: false)];
        }

        // An operation that is new has nothing to be worse than: what breaks in it is worse than not sending it.
        before ??= new OperationHabit(operation, [], [], [], [], [], [], [], now.Ways.ToDictionary(way => way.Key, _ => "-"));
        return
        [
            .. SetChange(operation, "client", before.Clients, now.Clients),
            .. SetChange(operation, "framing", before.Framing, now.Framing),
            .. SetChange(operation, "payload", before.Payload, now.Payload),
            .. SetChange(operation, "headers", before.Headers, now.Headers),
            .. SetChange(operation, "signed", before.Signed, now.Signed),
            .. SetChange(operation, "checksums", before.Checksums, now.Checksums),
            .. SetChange(operation, "findings", before.Findings, now.Findings, isWorse: true),
            .. now.Ways.Where(way => before.Ways.TryGetValue(way.Key, out var was) && was != way.Value && (was != "-" || CellRank.Of(way.Value) > CellRank.Of("survives")))
                .Select(way => new Change(operation, way.Key, [before.Ways[way.Key]], [way.Value], GotWorse(before.Ways[way.Key], way.Value))),
        ];
    }

    // That a new operation meets a way that lets no client through says nothing about the program.
    private static bool GotWorse(string before, string now) => CellRank.Of(now) > CellRank.Of(before) && (before, now) is not ("-", "no client");

    private static IEnumerable<Change> SetChange(string operation, string what, IReadOnlyList<string> before, IReadOnlyList<string> now, bool isWorse = false)
    {
        List<string> gone = [.. before.Except(now, StringComparer.Ordinal)], added = [.. now.Except(before, StringComparer.Ordinal)];
        return gone.Count + added.Count == 0 ? [] : [new Change(operation, what, gone, added, isWorse && added.Count > 0)];
    }
}
