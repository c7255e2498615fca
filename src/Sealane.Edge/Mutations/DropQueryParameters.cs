namespace Sealane.Edge.Mutations;

/// <summary>Takes parameters out of a query.</summary>
/// <param name="names">Their names; one that ends with <c>*</c> stands for all that begin so.</param>
public sealed class DropQueryParameters(IReadOnlyList<string> names) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "drop-query-parameters";

    /// <inheritdoc/>
    public override string Reason => "Marks of campaigns and sessions make many URLs of one, and a cache keeps one.";

    /// <inheritdoc/>
    public override string Source => "Fastly and Cloudflare cache keys (utm_*), CloudFront query string forwarding (none by default)";

    /// <inheritdoc/>
    protected override string? ChangeQuery(string query)
    {
        var kept = query.Split('&').Where(pair => !names.Any(name => Means(name, pair.Split('=')[0]))).ToArray();
        return kept.Length == 0 ? null : string.Join('&', kept);
    }

    private static bool Means(string name, string parameter) =>
        name.EndsWith('*') ? parameter.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase) : parameter.Equals(name, StringComparison.OrdinalIgnoreCase);
}
