using Sealane.Signing.Headers;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Leaves heads as HTTP/2 between two parties of HTTP/1.1 leaves them: names in lower case, Host first, no word about a connection.</summary>
public sealed class PassThroughHttp2 : Mutation
{
    /// <inheritdoc/>
    public override string Name => "pass-through-http2";

    /// <inheritdoc/>
    public override string Reason => "Load balancers speak HTTP/2 to one side; it has one connection for all, :authority for Host, and no chunks.";

    /// <inheritdoc/>
    public override string Source => "RFC 9113 8.2.1, 8.2.2, 8.2.3, 8.3.1";

    // TE may say 'trailers' and nothing else (RFC 9113 8.2.2); lines of Cookie are joined (8.2.3); what is not of known length is chunked again behind it.
    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage)
    {
        var kept = head.Lines.Where(line => line.Is("te") ? line.Value.Equals("trailers", StringComparison.OrdinalIgnoreCase) : IsKept(line));
        var lines = kept.OrderBy(line => line.Is("host") ? 0 : 1).Select(Lower);
        var cookies = head.Values("cookie").ToArray();
        var joined = cookies.Length > 1 ? head.WithLines(lines).With("cookie", string.Join("; ", cookies)) : head.WithLines(lines);
        return head.Has("transfer-encoding") ? joined.Without("content-length").Without("transfer-encoding").Adding("transfer-encoding", "chunked") : joined;
    }

    // The reason phrase has no place in HTTP/2 (RFC 9113 8.3.2).
    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way) => answer with
    {
        Head = answer.Head.WithLines(answer.Head.Lines.Where(line => IsKept(line) || line.Is("transfer-encoding")).Select(Lower))
            .WithStartLine($"HTTP/1.1 {answer.Head.Status} "),
    };

    private static bool IsKept(HeadLine line) => !HeaderTable.IsHopByHop(line.Name) || line.Is("trailer") || line.Is("expect") || line.Is("transfer-encoding");

    private static HeadLine Lower(HeadLine line) => HeadLine.Of(line.Name.ToLowerInvariant(), line.Value);
}
