using Sealane.Edge.Framing;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Writes chunks of its own: another size, other digits; extensions are lost.</summary>
/// <param name="style">How they are written.</param>
public sealed class Rechunk(ChunkStyle style) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "rechunk";

    /// <inheritdoc/>
    public override string Reason => "Chunks belong to one connection, and are cut as its buffers are.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 7.1; measured: HAProxy 2.6 (upper-case digits), Varnish 7.1 (four digits: 002e)";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => plan with { Body = plan.Body with { Chunks = style } };
}
