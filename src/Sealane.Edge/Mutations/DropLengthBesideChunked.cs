using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Removes <c>Content-Length</c> from a request that is chunked as well.</summary>
public sealed class DropLengthBesideChunked : Mutation
{
    /// <inheritdoc/>
    public override string Name => "drop-length-beside-chunked";

    /// <inheritdoc/>
    public override string Reason => "With both framings two parties can disagree on where the request ends, so only one may go on.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 6.3; measured: HAProxy 2.6, Caddy 2.6; botocore#3651";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        head.Framing == BodyFraming.Both ? head.Without("content-length") : head;
}
