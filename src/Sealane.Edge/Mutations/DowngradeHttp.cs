using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Speaks HTTP/1.0 to the endpoint, which knows no chunks: a chunked body is waited for and goes on with its length.</summary>
public sealed class DowngradeHttp : Mutation
{
    /// <inheritdoc/>
    public override string Name => "downgrade-http";

    /// <inheritdoc/>
    public override string Reason => "HTTP/1.0 is what every endpoint understands.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_http_version (1.0 by default before 1.29.7); measured: nginx 1.22";

    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => head.Has("transfer-encoding") ? plan with { Reframes = true, Holds = long.MaxValue } : plan;

    // A body that was too long to wait for cannot go on in HTTP/1.0.
    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage)
    {
        var framed = head.Has("transfer-encoding") && passage.CompleteLength is { } length
            ? head.Without("transfer-encoding").Without("content-length").Adding("Content-Length", length.ToString(CultureInfo.InvariantCulture))
            : head;
        return framed.Has("transfer-encoding") ? framed : framed.WithStartLine($"{framed.Method} {framed.Target} HTTP/1.0");
    }
}
