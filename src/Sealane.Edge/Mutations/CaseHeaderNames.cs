using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Writes header names in the intermediary's own letter case; those that <c>Trailer</c> announces, too.</summary>
/// <param name="isCanonical">Whether as in <c>X-Amz-Date</c>; else as in <c>x-amz-date</c>.</param>
/// <param name="names">Which names; none for all.</param>
/// <param name="scope">Which messages.</param>
public sealed class CaseHeaderNames(bool isCanonical, IReadOnlyList<string> names, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "case-header-names";

    /// <inheritdoc/>
    public override string Reason => "Names mean the same in any letter case, and a table of names has one of them.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 5.1; RFC 9113 8.2.1; measured: HAProxy 2.6 and node http-proxy (lower), Caddy 2.6 (canonical)";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage) => head.WithLines(head.Lines.Select(line =>
        names.Count > 0 && !names.Any(line.Is) ? line
        : isCanonical && line.Is("trailer") ? HeadLine.Of("Trailer", string.Join(", ", line.Value.Split(',', StringSplitOptions.TrimEntries).Select(Cased)))
        : Cased(line.Name) is var name && name == line.Name ? line
        : HeadLine.Of(name, line.Value)));

    // As Go writes it: a capital begins what a hyphen parts, and nothing else.
    private string Cased(string name) => isCanonical
        ? string.Join('-', name.ToLowerInvariant().Split('-').Select(word => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]))
        : name.ToLowerInvariant();
}
