using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Takes the whole body in before a byte of the request goes on.</summary>
public sealed class BufferBody : Mutation
{
    /// <inheritdoc/>
    public override string Name => "buffer-body";

    /// <inheritdoc/>
    public override string Reason => "A slow client should not hold a connection to the endpoint.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_request_buffering, HAProxy http-buffer-request; measured";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => plan with { Holds = plan.Holds ?? long.MaxValue };
}
