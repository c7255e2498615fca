using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Writes header names in the intermediary's own letter case.</summary>
/// <param name="isCanonical">Whether as in <c>X-Amz-Date</c>; else as in <c>x-amz-date</c>.</param>
/// <param name="scope">Which messages.</param>
public sealed class CaseHeaderNames(bool isCanonical, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "case-header-names";

    /// <inheritdoc/>
    public override string Reason => "Names mean the same in any letter case, and a table of names has one of them.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 5.1; RFC 9113 8.2.1; measured: HAProxy 2.6 and node http-proxy (lower), Caddy 2.6 (canonical)";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage) => head.WithLines(head.Lines.Select(line =>
        Cased(line.Name) is var name && name == line.Name ? line : HeadLine.Of(name, line.Value)));

    private string Cased(string name) => isCanonical
        ? string.Join('-', name.ToLowerInvariant().Split('-').Select(CultureInfo.InvariantCulture.TextInfo.ToTitleCase))
        : name.ToLowerInvariant();
}
