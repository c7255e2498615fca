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
    /// <remarks><c>transparent</c> is no proxy at all.</remarks>
    public static IReadOnlyList<string> Columns => Rows[0][1..];

    /// <summary>Those that no test can start, and what they were measured with.</summary>
    public static IReadOnlyDictionary<string, string> ElsewhereMeasured { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["mitmproxy"] = "mitmproxy 8.1.1",
        ["mitmproxy-host"] = "mitmproxy 8.1.1, keep_host_header",
        ["node-http-proxy"] = "node's http-proxy",
        ["yarp"] = "YARP 2.3.0",
        ["yarp-host"] = "YARP 2.3.0, RequestHeaderOriginalHost",
        ["yarp-raw"] = "YARP 2.3.0, a transformer that passes on the raw target and Host",
    };

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
        { Kind: SurvivalKind.Breaks, Missing: [var first, ..] } => $"mismatch missing={first}",

        // Its verifier took path and query as they stand.
        { Kind: SurvivalKind.Breaks } or { Changed: [_, ..] } => "mismatch",
        _ => "ok",
    };
}
