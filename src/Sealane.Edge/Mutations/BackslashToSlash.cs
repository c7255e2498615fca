namespace Sealane.Edge.Mutations;

/// <summary>Makes slashes of backslashes in a path.</summary>
/// <param name="asWritten">Whether <c>%5C</c> is no backslash.</param>
public sealed class BackslashToSlash(bool asWritten = false) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "backslash-to-slash";

    /// <inheritdoc/>
    public override string Reason => "Browsers and Windows take them for the same.";

    /// <inheritdoc/>
    public override string Source => "WHATWG URL standard; Cloudflare URL normalisation; measured: node http-proxy";

    /// <inheritdoc/>
    protected override string ChangePath(string path) => path.Replace('\\', '/') is var written && asWritten
        ? written
        : written.Replace("%5C", "/", StringComparison.OrdinalIgnoreCase);
}
