namespace Sealane.Edge.Mutations;

/// <summary>Points a redirect at the intermediary itself.</summary>
/// <param name="from">Scheme and authority of the redirects that are concerned; empty for all.</param>
/// <param name="to">Scheme and authority that are written, as <c>https://files.example</c>; empty for http and the request's own Host.</param>
public sealed class RewriteLocation(string from, string to) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "rewrite-location";

    /// <inheritdoc/>
    public override string Reason => "An origin that names itself would lead the client around the proxy.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_redirect (on by default), Apache ProxyPassReverse; measured: nginx 1.22, H2O 2.2 (S3's 307 to a region)";

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way)
    {
        if (!Uri.TryCreate(answer.Head.Value("location"), UriKind.Absolute, out var location) || location.Scheme is not ("http" or "https")
            || (from.Length > 0 && !location.OriginalString.StartsWith(from + "/", StringComparison.OrdinalIgnoreCase)))
        {
            return answer;
        }

        var front = to.Length > 0 ? to : $"http://{way.Request.Value("host")}";
        var path = location.OriginalString.IndexOf('/', location.OriginalString.IndexOf("://", StringComparison.Ordinal) + 3);
        return answer with { Head = answer.Head.With("Location", front + (path < 0 ? "/" : location.OriginalString[path..])) };
    }
}
