using Sealane.Doctor.Baselines;

namespace Sealane.Doctor.Reports;

/// <summary>What changed since a baseline, as plain text.</summary>
internal static class ComparisonText
{
    public static void Write(PlainPage text, Comparison comparison)
    {
        text.Line();
        text.Line(Headline(comparison));
        foreach (var operation in comparison.Changes.GroupBy(change => change.Operation))
        {
            text.Line($"  {operation.Key}");

            // Ways that changed alike are told together.
            foreach (var change in operation.GroupBy(change => (Words: Words(change), change.IsWorse)))
            {
                text.Wrap($"    {(change.Key.IsWorse ? "worse" : ""),-6}", $"{string.Join(", ", change.Select(each => each.What))}: {change.Key.Words}", 10);
            }
        }
    }

    /// <summary>The comparison in a sentence.</summary>
    public static string Headline(Comparison comparison) => comparison switch
    {
        { Changes.Count: 0 } => $"Nothing changed since {comparison.Baseline}.",
        { IsWorse: true } => $"Worse than {comparison.Baseline}:",
        _ => $"Not worse than {comparison.Baseline}; what changed:",
    };

    /// <summary>A change in a clause: <c>survives -> sometimes</c>, or what is gone and what is new.</summary>
    public static string Words(Change change)
    {
        var (before, after) = (string.Join(", ", change.Before), string.Join(", ", change.After));
        return (before.Length, after.Length) switch
        {
            (0, _) => $"now also {after}",
            (_, 0) => $"no longer {before}",
            _ => $"{before} -> {after}",
        };
    }
}
