using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses a request whose URL is too long.</summary>
/// <param name="bytes">Most bytes of the target.</param>
/// <param name="status">The answer: 414, 413 or 400.</param>
public sealed class LimitTarget(long bytes, int status) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "limit-target";

    /// <inheritdoc/>
    public override string Reason => "Request lines are kept in buffers of a fixed size; a presigned URL with a session token fills them.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 4.1, 15.5.15; CloudFront developer guide (8,192 bytes); nginx large_client_header_buffers, Apache LimitRequestLine";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) =>
        head.Target.Length > bytes ? plan.Refuse(status, string.Create(CultureInfo.InvariantCulture, $"its URL is longer than {bytes} bytes")) : plan;
}
