namespace Sealane.Edge.Mutations;

/// <summary>Puts a slash at the end of a path, or takes it off.</summary>
/// <param name="adds">Whether it is put there; else it is taken off.</param>
public sealed class ChangeTrailingSlash(bool adds) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "change-trailing-slash";

    /// <inheritdoc/>
    public override string Reason => "In a file system a folder is the same with and without it; in S3 it is part of a key.";

    /// <inheritdoc/>
    public override string Source => "RFC 3986 6.2.3; folder markers of S3 consoles; CDN and framework URL rules";

    /// <inheritdoc/>
    protected override string ChangePath(string path) => adds
        ? path.EndsWith('/') ? path : path + '/'
        : path.Length > 1 ? path.TrimEnd('/') : path;
}
