namespace Sealane.Edge.Mutations;

/// <summary>Makes an answer's ETag a weak one.</summary>
public sealed class WeakenETag : Mutation
{
    /// <inheritdoc/>
    public override string Name => "weaken-etag";

    /// <inheritdoc/>
    public override string Reason => "An intermediary that may change the coding says that the bytes are not the same any more.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 8.8.1; measured: nginx 1.22 with gzip on; Cloudflare";

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way) => answer.Head.Value("etag") is { } tag && !tag.StartsWith("W/", StringComparison.Ordinal)
        ? answer with { Head = answer.Head.With("ETag", "W/" + tag) }
        : answer;
}
