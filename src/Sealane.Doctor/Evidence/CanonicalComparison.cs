using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Doctor.Evidence;

/// <summary>One line of two canonical requests.</summary>
/// <param name="Part">What the line is: <c>method</c>, <c>path</c>, <c>query</c>, a header's name, <c>signed headers</c>, <c>payload hash</c>.</param>
/// <param name="Client">The line as the client signed it, masked; null when it has none.</param>
/// <param name="Endpoint">The line as the endpoint computes it, masked; null when it has none.</param>
/// <param name="Differs">Whether they differ, which for masked lines is all that is said.</param>
public sealed record CanonicalLine(string Part, string? Client, string? Endpoint, bool Differs);

/// <summary>The canonical request as the client signed it beside the one that the endpoint computes from what arrived.</summary>
public sealed record CanonicalComparison
{
    private CanonicalComparison(IReadOnlyList<CanonicalLine> lines) => Lines = lines;

    /// <summary>The lines, in the canonical order.</summary>
    public IReadOnlyList<CanonicalLine> Lines { get; }

    /// <summary>Whether every line is equal: then the way changed nothing that is signed.</summary>
    public bool IsEqual => Lines.All(line => !line.Differs);

    /// <summary>Compares the two; null when either head carries no signature that can be read.</summary>
    public static CanonicalComparison? Of(RequestEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return Read(evidence, evidence.Way.Sent.Head) is { } client && Read(evidence, evidence.Way.Last.Head) is { } endpoint
            ? new CanonicalComparison([.. Compare(client, endpoint)])
            : null;
    }

    private static IEnumerable<CanonicalLine> Compare(List<(string Part, string Text)> client, List<(string Part, string Text)> endpoint)
    {
        // The same parts in the same order, except where a re-signing hop chose other headers: those stand before what follows the headers.
        var ahead = client.Count - 2;
        var parts = client.Take(ahead).Concat(endpoint).Concat(client.Skip(ahead)).Select(line => line.Part).Distinct(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var (ours, theirs) = (Find(client, part), Find(endpoint, part));
            var differs = !string.Equals(ours, theirs, StringComparison.Ordinal);
            var (shown, arrived) = (Mask(part, ours), Mask(part, theirs));
            yield return new CanonicalLine(part, shown, differs && shown == arrived ? $"{arrived} (another value)" : arrived, differs);
        }
    }

    private static string? Find(List<(string Part, string Text)> lines, string part) => lines.Find(line => line.Part == part).Text;

    private static string? Mask(string part, string? text) => text is null ? null : Legible.Text(
        part == RequestPart.Query.Name ? Secrecy.MaskTarget($"?{text}")[1..]
        : Secrecy.IsSecret(part) ? $"{part}:{(text.Length > part.Length + 1 ? Secrecy.Masked : string.Empty)}"
        : text);

    // method LF path LF query LF *( name ":" value LF ) LF signed-headers LF payload-hash      (S3 API, sig-v4-header-based-auth)
    private static List<(string Part, string Text)>? Read(RequestEvidence evidence, RequestHead head)
    {
        if (evidence.CanonicalRequestOf(head) is not var (signed, bytes))
        {
            return null;
        }

        var lines = WireText.FromBytes(bytes).Split('\n');
        return
        [
            ("method", lines[0]),
            ("path", lines[1]),
            ("query", lines[2]),
            .. signed.Select((name, index) => (name, lines[3 + index])),
            ("signed headers", lines[^2]),
            ("payload hash", lines[^1]),
        ];
    }
}
