using System.Text;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses a request whose target is not written as it should be.</summary>
/// <param name="badEscapes">Whether for a percent sign that begins no escape, in the path.</param>
/// <param name="nonAscii">Whether for a byte above 0x7F.</param>
/// <param name="status">The answer; 400.</param>
public sealed class RefuseOddTarget(bool badEscapes, bool nonAscii, int status) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "refuse-odd-target";

    /// <inheritdoc/>
    public override string Reason => "What no URL may hold can mean one thing to one party and another to the next.";

    /// <inheritdoc/>
    public override string Source => "RFC 3986 2.1, 2.4; measured: nginx 1.22, Apache 2.4 and Caddy 2.6 (escapes), HAProxy 2.6 and Traffic Server 9.2 (bytes above 0x7F)";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) =>
        badEscapes && Escapes.HasBad(head.Target.Split('?')[0]) ? plan.Refuse(status, "a percent sign in its path begins no escape")
        : nonAscii && !Ascii.IsValid(head.Target) ? plan.Refuse(status, "a byte above 0x7F is in its URL")
        : plan;
}
