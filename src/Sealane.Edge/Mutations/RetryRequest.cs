using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Sends a request to the endpoint twice, as an intermediary does that has lost the first answer; the second goes back.</summary>
/// <remarks>The body is kept meanwhile; one beyond the relay's limit for holds is sent once.</remarks>
/// <param name="methods">Of requests with these methods.</param>
public sealed class RetryRequest(IReadOnlyList<string> methods) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "retry-request";

    /// <inheritdoc/>
    public override string Reason => "PUT is idempotent, so an intermediary may send it again, though the endpoint has done the work already.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 9.2.2; nginx proxy_next_upstream, HAProxy retry-on";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => methods.Contains(head.Method) ? plan with { GoesTwice = true } : plan;
}
