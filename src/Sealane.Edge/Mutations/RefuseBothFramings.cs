using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses a request that has <c>Content-Length</c> and is chunked as well.</summary>
/// <param name="status">The answer; 400.</param>
public sealed class RefuseBothFramings(int status) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "refuse-both-framings";

    /// <inheritdoc/>
    public override string Reason => "With both framings two parties can disagree on where the request ends, which is how requests are smuggled.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 6.1; measured: nginx 1.22, Varnish 7.1 (400)";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) =>
        head.Framing == BodyFraming.Both ? plan.Refuse(status, "it has Content-Length and Transfer-Encoding") : plan;
}
