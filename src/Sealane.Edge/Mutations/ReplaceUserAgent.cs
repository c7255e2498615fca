using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Writes the intermediary's own <c>User-Agent</c>, or puts its name behind the client's.</summary>
/// <param name="to">What it says.</param>
/// <param name="appends">Whether the client's stays before it.</param>
public sealed class ReplaceUserAgent(string to, bool appends) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "replace-user-agent";

    /// <inheritdoc/>
    public override string Reason => "A cache that keeps one copy for all programs asks in its own name.";

    /// <inheritdoc/>
    public override string Source => "CloudFront developer guide (Amazon CloudFront); aws-sdk-cpp#323 (corporate proxies)";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        head.With("User-Agent", appends && head.Value("user-agent") is { Length: > 0 } agent ? $"{agent} {to}" : to);
}
