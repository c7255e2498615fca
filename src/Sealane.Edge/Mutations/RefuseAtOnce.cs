using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses requests by a rule of its own, before the body has been sent.</summary>
/// <param name="status">The answer; 403.</param>
/// <param name="methods">Of requests with these methods; none for all.</param>
/// <param name="holding">Of requests whose target holds this text; empty for all.</param>
/// <param name="isAbrupt">Whether the connection is reset right behind the answer, though the client is still sending.</param>
public sealed class RefuseAtOnce(int status, IReadOnlyList<string> methods, string holding, bool isAbrupt) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "refuse-at-once";

    /// <inheritdoc/>
    public override string Reason => "A firewall judges by the head, and does not wait for a body that it will not pass on.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 9.6 (why a server that closes early should go on reading); web application firewalls; measured with boto3, which sees a broken pipe instead of the answer";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) =>
        plan.Refusal is null && (methods.Count == 0 || methods.Contains(head.Method)) && head.Target.Contains(holding, StringComparison.Ordinal)
            ? plan with { Refusal = new Refusal(status, "a rule of its own forbids it") { IsAbrupt = isAbrupt } }
            : plan;
}
