using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses a request whose body is too long: 413.</summary>
/// <param name="bytes">Most bytes of content.</param>
public sealed class LimitBody(long bytes) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "limit-body";

    /// <inheritdoc/>
    public override string Reason => "What is kept must fit in.";

    /// <inheritdoc/>
    public override string Source => "nginx client_max_body_size (1 MiB by default), API gateways (10 MiB), Cloudflare (100 MB)";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => plan with { Limit = Math.Min(bytes, plan.Limit ?? long.MaxValue) };
}
