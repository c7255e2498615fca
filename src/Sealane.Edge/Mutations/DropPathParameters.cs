using System.Text.RegularExpressions;

namespace Sealane.Edge.Mutations;

/// <summary>Takes off what stands behind a semicolon in each segment of a path.</summary>
public sealed partial class DropPathParameters : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "drop-path-parameters";

    /// <inheritdoc/>
    public override string Reason => "Sessions were once kept there (;jsessionid), and servers of that time still take it off.";

    /// <inheritdoc/>
    public override string Source => "RFC 3986 3.3; Apache Tomcat and its connectors";

    /// <inheritdoc/>
    protected override string ChangePath(string path) => Parameters().Replace(path, string.Empty);

    [GeneratedRegex(";[^/]*")]
    private static partial Regex Parameters();
}
