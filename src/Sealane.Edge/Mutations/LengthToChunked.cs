using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Sends a body of known length chunked.</summary>
public sealed class LengthToChunked : Mutation
{
    /// <inheritdoc/>
    public override string Name => "length-to-chunked";

    /// <inheritdoc/>
    public override string Reason => "An intermediary that streams writes the one framing that needs no knowledge of the end.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 6.3, 7.1; pgbackrest#1341 (content filters)";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        head.Framing == BodyFraming.ContentLength ? head.Without("content-length").Adding("Transfer-Encoding", "chunked") : head;
}
