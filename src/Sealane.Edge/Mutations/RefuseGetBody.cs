using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses a GET or HEAD with a body.</summary>
/// <param name="status">The answer: 403, 411 or 400.</param>
public sealed class RefuseGetBody(int status) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "refuse-get-body";

    /// <inheritdoc/>
    public override string Reason => "The body of a GET means nothing, and requests have been smuggled in one.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 9.3.1; CloudFront developer guide (403); measured: Squid 5.7 (411), lighttpd 1.4 (400)";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) =>
        head.Method is "GET" or "HEAD" && head.Framing != BodyFraming.None && head.Value("content-length") != "0" ? plan.Refuse(status, $"a {head.Method} has a body") : plan;
}
