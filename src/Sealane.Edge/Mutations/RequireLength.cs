using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses a PUT or POST that does not say where its body ends: 411.</summary>
public sealed class RequireLength : Mutation
{
    /// <inheritdoc/>
    public override string Name => "require-length";

    /// <inheritdoc/>
    public override string Reason => "A length that is known beforehand can be checked beforehand.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 15.5.12; measured: Traffic Server 9.2";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) =>
        head.Method is "PUT" or "POST" && head.Framing == BodyFraming.None ? plan.Refuse(411, "it has neither Content-Length nor Transfer-Encoding") : plan;
}
