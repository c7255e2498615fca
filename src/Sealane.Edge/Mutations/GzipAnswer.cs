using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Compresses an answer: its ETag becomes weak, its length and <c>Accept-Ranges</c> are lost.</summary>
/// <param name="types">Beginnings of the content types that are compressed; none for all.</param>
/// <param name="unasked">Whether also for a client that did not ask for gzip.</param>
public sealed class GzipAnswer(IReadOnlyList<string> types, bool unasked) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "gzip-answer";

    /// <inheritdoc/>
    public override string Reason => "Lines are thin, and text shrinks.";

    /// <inheritdoc/>
    public override string Source => "nginx gzip_types (the error document of S3 too); RFC 9110 8.4, 8.8.1; measured: nginx 1.22; aws-sdk-go-v2#1816";

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way)
    {
        var head = answer.Head;
        var type = head.Value("content-type") ?? string.Empty;
        if (way.Request.Method == "HEAD" || head.Status is not (200 or >= 400) || head.Value("content-length") == "0" || head.Has("content-encoding")
            || (types.Count > 0 && !types.Any(wanted => type.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)))
            || !(unasked || AsksForGzip(way.Request)) || way.Request.StartLine.EndsWith("HTTP/1.0", StringComparison.Ordinal))
        {
            return answer;
        }

        var weak = head.Value("etag") is { } tag && !tag.StartsWith("W/", StringComparison.Ordinal) ? head.With("ETag", "W/" + tag) : head;
        return new Answer(weak.Without("content-length").Without("accept-ranges").With("Transfer-Encoding", "chunked").With("Content-Encoding", "gzip"))
        {
            Body = answer.Body with { Gzips = true },
        };
    }

    private static bool AsksForGzip(MessageHead request) => request.Values("accept-encoding").Any(value => value.Contains("gzip", StringComparison.OrdinalIgnoreCase));
}
