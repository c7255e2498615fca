using Sealane.Signing.Headers;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Removes the header fields that speak to one hop only, and those that the message's own <c>Connection</c> names.</summary>
/// <param name="keeps">Names of such fields that this intermediary passes on all the same. Default: none.</param>
/// <param name="ignoresConnection">Whether it passes on what <c>Connection</c> names. Default: no.</param>
/// <param name="scope">Which messages lose them. Default: every request.</param>
public sealed class StripHopByHop(IReadOnlyList<string>? keeps = null, bool ignoresConnection = false, Scope? scope = null)
    : HeadMutation(scope ?? Scope.EveryRequest)
{
    // Removing one of these without doing what it asks for leaves a message that means something else; they have mutations of their own.
    private static readonly string[] Kept = ["transfer-encoding", "content-length", "expect", "host"];

    /// <inheritdoc/>
    public override string Name => "strip-hop-by-hop";

    /// <inheritdoc/>
    public override string Reason => "These fields speak about the connection from the client, and the next connection is another one.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 7.6.1; measured: nginx 1.22, Apache 2.4, Caddy 2.6, Varnish 7.1, Squid 5.7, Traffic Server 9.2";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage)
    {
        var nominated = ignoresConnection ? [] : ConnectionOptions.Nominated(head.Values("connection")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return head.WithLines(head.Lines.Where(line =>
            Kept.Any(line.Is) || keeps?.Any(line.Is) == true || !(HeaderTable.IsHopByHop(line.Name) || nominated.Contains(line.Name))));
    }
}
