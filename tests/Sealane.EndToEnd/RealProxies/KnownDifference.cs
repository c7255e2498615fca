using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>Where an imitation does something else than the real proxy, and why that is let stand; all of them stand in <c>differences.tsv</c>.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Case">The name of the case.</param>
/// <param name="What">What differs.</param>
/// <param name="Reason">Why.</param>
internal sealed record KnownDifference(string Profile, string Case, DifferenceKind What, string Reason)
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        .. File.ReadLines(Repository.File("tests", "Sealane.EndToEnd", "RealProxies", "differences.tsv"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(parts => new KnownDifference(parts[0], parts[1], Enum.Parse<DifferenceKind>(parts[2], ignoreCase: true), parts[3])),
    ];

    /// <summary>Those of a profile or a chain.</summary>
    public static IEnumerable<KnownDifference> Of(string way) => All.Where(difference => difference.Profile == way);
}

/// <summary>What differs between a real proxy and its imitation.</summary>
internal enum DifferenceKind
{
    /// <summary>Whether the signature survives, and which signed part does not.</summary>
    Verdict,

    /// <summary>The bytes that arrive, though the signature fares the same.</summary>
    Bytes,

    /// <summary>The answer that comes back.</summary>
    Answer,
}
