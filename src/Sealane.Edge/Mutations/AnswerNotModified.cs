namespace Sealane.Edge.Mutations;

/// <summary>Answers 304 where the client has what came back.</summary>
public sealed class AnswerNotModified : Mutation
{
    private static readonly string[] OfTheBody = ["content-length", "content-type", "content-encoding", "content-range", "transfer-encoding"];

    /// <inheritdoc/>
    public override string Name => "answer-not-modified";

    /// <inheritdoc/>
    public override string Reason => "A cache that took the condition off the request has to judge it itself.";

    /// <inheritdoc/>
    public override string Source => "RFC 9111 4.3.2; nginx proxy_cache; measured: Varnish 7.1";

    // If-None-Match compares weakly: W/ counts for nothing (RFC 9110 13.1.2).
    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way)
    {
        var known = way.Request.Values("if-none-match").SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Select(Opaque);
        return answer.Head.Status == 200 && way.Request.Method is "GET" or "HEAD" && answer.Head.Value("etag") is { } tag && known.Contains(Opaque(tag))
            ? answer with { Head = OfTheBody.Aggregate(answer.Head, (head, name) => head.Without(name)).WithStartLine("HTTP/1.1 304 Not Modified") }
            : answer;
    }

    private static string Opaque(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
