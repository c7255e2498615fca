using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Does not pass on the body of a GET or HEAD.</summary>
public sealed class DropGetBody : Mutation
{
    /// <inheritdoc/>
    public override string Name => "drop-get-body";

    /// <inheritdoc/>
    public override string Reason => "The body of a GET means nothing, and a cache's key has no place for it.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 9.3.1; measured: Varnish 7.1";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        head.Method is "GET" or "HEAD" ? head.Without("content-length").Without("transfer-encoding") : head;
}
