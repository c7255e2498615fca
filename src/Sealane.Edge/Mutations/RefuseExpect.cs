using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses a request with <c>Expect</c>: 417.</summary>
public sealed class RefuseExpect : Mutation
{
    /// <inheritdoc/>
    public override string Name => "refuse-expect";

    /// <inheritdoc/>
    public override string Reason => "An intermediary that cannot meet an expectation says so.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 10.1.1, 15.5.18; old lighttpd and Squid, for which curl has --expect100-timeout and 'Expect:'";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => head.Has("expect") ? plan.Refuse(417, "it has an Expect header") : plan;
}
