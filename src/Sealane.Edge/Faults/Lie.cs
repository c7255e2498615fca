using Sealane.Signing.Journey;

namespace Sealane.Edge.Faults;

/// <summary>Changes what a head says, and with it what the answer means. A head that has nothing to change passes as it is.</summary>
public abstract record Lie : Fault
{
    /// <summary>The request's head as it goes on.</summary>
    internal virtual MessageHead Onward(MessageHead request) => request;

    /// <summary>The answer's head as it goes back.</summary>
    internal virtual MessageHead Back(MessageHead answer) => answer;
}

/// <summary>Takes <c>Range</c> from the request, so that 200 and the whole object come back.</summary>
public sealed record DropRange : Lie
{
    /// <inheritdoc/>
    public override string Reason => "A cache fetches whole objects to keep them.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_cache, aws-sdk-go-v2#2722, dragonfly#1821; RFC 9110 14.2 lets a server ignore Range";

    /// <inheritdoc/>
    public override string ToString() => "Range dropped";

    internal override MessageHead Onward(MessageHead request) => request.Without("range");
}

/// <summary>Makes the answer's ETag a weak one.</summary>
public sealed record WeakenETag : Lie
{
    /// <inheritdoc/>
    public override string Reason => "An intermediary that may change the coding says that the bytes are not the same any more.";

    /// <inheritdoc/>
    public override string Source => "nginx with gzip on (measured); RFC 9110 8.8.1";

    /// <inheritdoc/>
    public override string ToString() => "ETag weakened";

    internal override MessageHead Back(MessageHead answer) =>
        answer.Value("etag") is { } tag && !tag.StartsWith("W/", StringComparison.Ordinal) ? answer.With("ETag", "W/" + tag) : answer;
}

/// <summary>Gives the answer another ETag, as if it were of another object or another version.</summary>
public sealed record ReplaceETag : Lie
{
    /// <inheritdoc/>
    public override string Reason => "A cache holds an older version than the one that was asked about before.";

    /// <inheritdoc/>
    public override string Source => "RFC 9111 4.2 (fresh by the cache's clock, stale by the store's)";

    /// <inheritdoc/>
    public override string ToString() => "another ETag";

    internal override MessageHead Back(MessageHead answer) =>
        answer.Has("etag") ? answer.With("ETag", "\"00000000000000000000000000000000\"") : answer;
}

/// <summary>Says that the answer is compressed, whatever was asked for; its bytes stay as they are.</summary>
public sealed record ClaimGzip : Lie
{
    /// <inheritdoc/>
    public override string Reason => "Intermediaries compress, also for a client that asked for identity.";

    /// <inheritdoc/>
    public override string Source => "nginx with gzip on, Cloudflare and Google's front end, which ask the endpoint for gzip themselves (go-v2#1816)";

    /// <inheritdoc/>
    public override string ToString() => "Content-Encoding: gzip claimed";

    internal override MessageHead Back(MessageHead answer) => answer.With("Content-Encoding", "gzip");
}
