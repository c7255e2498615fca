namespace Sealane.Edge.Mutations;

/// <summary>Takes a prefix off a path, puts one before it, or both.</summary>
/// <param name="strips">What is taken off where a path begins with it; empty for nothing.</param>
/// <param name="adds">What is put before it; empty for nothing.</param>
public sealed class ChangePathPrefix(string strips, string adds) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "change-path-prefix";

    /// <inheritdoc/>
    public override string Reason => "One public name serves several origins, told apart by the first segment, or by bucket.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_pass with a URI, Traefik StripPrefix, Envoy prefix_rewrite; minio#20765";

    /// <inheritdoc/>
    protected override string ChangePath(string path)
    {
        var rest = path.StartsWith(strips, StringComparison.Ordinal) ? path[strips.Length..] : path;
        return adds + (rest.StartsWith('/') ? rest : $"/{rest}");
    }
}
