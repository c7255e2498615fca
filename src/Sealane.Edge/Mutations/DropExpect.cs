using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Removes <c>Expect</c> without a word: the client waits until it gives up waiting.</summary>
public sealed class DropExpect : Mutation
{
    /// <inheritdoc/>
    public override string Name => "drop-expect";

    /// <inheritdoc/>
    public override string Reason => "An intermediary of HTTP/1.0, or one in a hurry, knows nothing of it.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 10.1.1; minio#7266, versitygw#1517, discourse#9591, bosh-s3cli#16";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => head.Without("expect");
}
