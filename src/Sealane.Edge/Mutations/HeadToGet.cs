using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Asks the endpoint with GET where the client asked with HEAD; the client gets no body.</summary>
public sealed class HeadToGet : Mutation
{
    /// <inheritdoc/>
    public override string Name => "head-to-get";

    /// <inheritdoc/>
    public override string Reason => "A cache that has the body can answer both.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_cache_convert_head (on by default); Varnish";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => head.Method == "HEAD" ? head.WithStartLine("GET" + head.StartLine[4..]) : head;
}
