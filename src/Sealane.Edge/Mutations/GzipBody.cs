using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Compresses a request's body.</summary>
public sealed class GzipBody : Mutation
{
    /// <inheritdoc/>
    public override string Name => "gzip-body";

    /// <inheritdoc/>
    public override string Reason => "Gateways between sites compress what passes between them, and the other end does not always undo it.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 8.4; WAN optimisers; pgbackrest#1341 (bodies changed by filters)";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => HasBody(head) ? plan with { Body = plan.Body with { Gzips = true } } : plan;

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => HasBody(head)
        ? ListedField.Append(head, "Content-Encoding", "gzip").Without("content-length").With("Transfer-Encoding", "chunked")
        : head;

    private static bool HasBody(MessageHead head) => head.Framing != BodyFraming.None && head.Value("content-length") != "0";
}
