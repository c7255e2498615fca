using System.Text;

namespace Sealane.Edge.Mutations;

/// <summary>Decodes the path and encodes it anew, in its own opinion of what needs an escape.</summary>
/// <param name="keeps">Characters besides the unreserved and the slash that go without an escape.</param>
/// <param name="onlyEscaped">Whether a path without any escape stays as it came.</param>
public sealed class ReencodePath(string keeps, bool onlyEscaped) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "reencode-path";

    /// <inheritdoc/>
    public override string Reason => "An intermediary that works with decoded paths, to match them with its rules, has to write them anew.";

    /// <inheritdoc/>
    public override string Source => "nginx with a URI in proxy_pass, Apache without nocanon; minio#8377, aws-sdk-ruby#718, aws-sigv4-proxy#246; measured: nginx 1.22, Apache 2.4, lighttpd 1.4";

    // What was %2F is a slash from then on: that is what decoding a whole path means.
    /// <inheritdoc/>
    protected override string ChangePath(string path) => onlyEscaped && !path.Contains('%', StringComparison.Ordinal) ? path : Escapes.Map(path, (octet, _) => octet.ToString())
        .Aggregate(new StringBuilder(), (output, octet) => Escapes.IsUnreserved(octet) || octet == '/' || keeps.Contains(octet, StringComparison.Ordinal)
            ? output.Append(octet)
            : output.Append(Escapes.Of(octet)))
        .ToString();
}
