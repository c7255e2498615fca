using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Redirects every request to https.</summary>
/// <param name="status">301, 302, 307 or 308.</param>
public sealed class RedirectToHttps(int status) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "redirect-to-https";

    /// <inheritdoc/>
    public override string Reason => "Load balancers send those who come in the clear to the other port.";

    /// <inheritdoc/>
    public override string Source => "AWS ALB redirect actions, nginx 'return 301 https://'; a client sends the same signature to another port then";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => plan.Refusal is not null ? plan : plan with
    {
        Refusal = new Refusal(status, "it came in the clear") { Location = $"https://{head.Value("host")?.Split(':')[0]}{head.Target}" },
    };
}
