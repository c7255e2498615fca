using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>What real set-ups were measured to do to each case: <c>measured.tsv</c>, a column a set-up.</summary>
internal static class MeasuredTable
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Repository.File("tests", "Sealane.EndToEnd", "RealProxies", "measured.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t')),
    ];

    /// <summary>The set-ups by their profiles' names.</summary>
    public static IReadOnlyList<string> Columns => Rows[0][1..];

    /// <summary>What was measured, by the case's name.</summary>
    public static IReadOnlyDictionary<string, string> Column(string profile)
    {
        var column = Array.IndexOf(Rows[0], profile);
        return Rows[1..].ToDictionary(row => row[0], row => row[column], StringComparer.Ordinal);
    }

    /// <summary>An outcome as the table writes it.</summary>
    public static string Entry(Survival survival) => survival switch
    {
        { Kind: SurvivalKind.Refused } => $"PROXY {survival.Status}",
        { Kind: SurvivalKind.NoAnswer } => "ERR TimeoutError",
        { Missing: [var first, ..] } => $"mismatch missing={first}",

        // Its verifier took path and query as they stand.
        { Changed: [_, ..] } or { Kind: SurvivalKind.Breaks } => "mismatch",
        _ => "ok",
    };
}
