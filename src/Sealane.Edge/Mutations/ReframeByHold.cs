using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Sends a chunked body that is complete before the head goes on with <c>Content-Length</c>; a longer one stays chunked.</summary>
/// <remarks>This is the mutation of the incident. Chunk extensions and trailers have no place beside Content-Length and are lost with the chunks.</remarks>
/// <param name="holds">
/// Bytes of content that are waited for; <see cref="long.MaxValue"/> for the whole body. Default: null, the relay's schedule decides, as an edge does whose
/// timing nobody knows.
/// </param>
public sealed class ReframeByHold(long? holds = null) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "reframe-by-hold";

    /// <inheritdoc/>
    public override string Reason => "Framing belongs to one connection, and a body of known length is cheaper to pass on.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 6.1; boto3#4400, botocore#3351, smithy-rs#3991; measured: nginx 1.22, Apache 2.4, Squid 5.7, lighttpd 1.4, H2O 2.2";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => IsChunkedAlone(head) ? plan with { Reframes = true, Holds = holds ?? plan.Holds } : plan;

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) => passage.CompleteLength is { } length && IsChunkedAlone(head)
        ? head.Without("transfer-encoding").Without("content-length").Adding("Content-Length", length.ToString(CultureInfo.InvariantCulture))
        : head;

    // Under another coding (gzip, chunked) the content is not the body: taking the chunks away would leave what no Content-Length may frame.
    private static bool IsChunkedAlone(MessageHead head) =>
        head.Values("transfer-encoding").ToArray() is [var only] && only.Equals("chunked", StringComparison.OrdinalIgnoreCase);
}
