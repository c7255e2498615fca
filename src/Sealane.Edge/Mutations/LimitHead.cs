using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Refuses a request whose head, or a line of it, is too long.</summary>
/// <param name="bytes">Most bytes of the head.</param>
/// <param name="lineBytes">Most bytes of one header line.</param>
/// <param name="status">The answer: 431, 413 or 400.</param>
public sealed class LimitHead(long bytes, long lineBytes, int status) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "limit-head";

    /// <inheritdoc/>
    public override string Reason => "Heads are kept in buffers of a fixed size; a session token fills them.";

    /// <inheritdoc/>
    public override string Source => "CloudFront developer guide (20,480 bytes, 413); measured with a head of 16 KiB: 400 or 431 at nginx 1.22, HAProxy 2.6, Varnish 7.1, Apache 2.4, lighttpd 1.4";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) =>
        head.ToBytes().Length > bytes ? plan.Refuse(status, string.Create(CultureInfo.InvariantCulture, $"its head is longer than {bytes} bytes"))
        : head.Lines.FirstOrDefault(line => line.Bytes.Length > lineBytes) is { } line ? plan.Refuse(status, string.Create(CultureInfo.InvariantCulture, $"its header {line.Name} is longer than {lineBytes} bytes"))
        : plan;
}
