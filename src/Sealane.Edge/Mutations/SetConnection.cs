using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Writes the edge's own <c>Connection</c> in place of the client's.</summary>
/// <param name="option">What it says.</param>
public sealed class SetConnection(string option) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "set-connection";

    /// <inheritdoc/>
    public override string Reason => "The connection to the endpoint is the edge's to keep or to close.";

    /// <inheritdoc/>
    public override string Source => "CloudFront developer guide (Connection: Keep-Alive); RFC 9110 7.6.1";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => head.With("Connection", option);
}
