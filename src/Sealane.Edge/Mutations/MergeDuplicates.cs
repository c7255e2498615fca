using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Makes one line of several lines of a name.</summary>
/// <param name="names">Which names; none for all but <c>Cookie</c> and <c>Set-Cookie</c>.</param>
/// <param name="separator">What stands between their values: <c>", "</c> or <c>","</c>.</param>
/// <param name="scope">Which messages.</param>
public sealed class MergeDuplicates(IReadOnlyList<string> names, string separator, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "merge-duplicates";

    /// <inheritdoc/>
    public override string Reason => "Lines of one name are one list, and a table of headers has one place for it.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 5.3; measured: Apache 2.4, lighttpd 1.4, YARP 2.3, node http-proxy";

    // Set-Cookie is no list (RFC 9110 5.3), and Cookie is joined by a semicolon (RFC 9113 8.2.3).
    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage) => head.Lines
        .GroupBy(line => line.Name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any() && (names.Count > 0 ? names.Any(group.First().Is) : !group.First().Is("set-cookie") && !group.First().Is("cookie")))
        .Aggregate(head, (now, group) => now.With(group.Key, string.Join(separator, group.Select(line => line.Value))));
}
