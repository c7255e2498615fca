using System.Text.RegularExpressions;

namespace Sealane.Edge.Mutations;

/// <summary>Makes one slash of several in a row.</summary>
public sealed partial class MergeSlashes : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "merge-slashes";

    /// <inheritdoc/>
    public override string Reason => "In a file system doubled slashes mean nothing, and rules about paths must not be evaded by them.";

    /// <inheritdoc/>
    public override string Source => "nginx merge_slashes with a URI in proxy_pass, HAProxy normalize-uri path-merge-slashes, Envoy merge_slashes; measured: Apache 2.4, lighttpd 1.4, node http-proxy";

    /// <inheritdoc/>
    protected override string ChangePath(string path) => Slashes().Replace(path, "/");

    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();
}
