using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Removes headers by name.</summary>
/// <param name="names">Their names; one that ends with <c>*</c> stands for all that begin so.</param>
/// <param name="scope">Which messages lose them.</param>
public sealed class DropHeaders(IReadOnlyList<string> names, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "drop-headers";

    /// <inheritdoc/>
    public override string Reason => "What does not take part in choosing an answer is in a cache's way, and what could leak is in a gateway's.";

    /// <inheritdoc/>
    public override string Source => "CloudFront developer guide (request behaviour for custom origins); nginx proxy_cache (Range, If-*); measured: Varnish 7.1, Caddy 2.6";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage) => head.WithLines(head.Lines.Where(line => !names.Any(name => Means(name, line))));

    private static bool Means(string name, HeadLine line) =>
        name.EndsWith('*') ? line.Name.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase) : line.Is(name);
}
