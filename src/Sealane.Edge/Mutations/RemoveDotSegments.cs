namespace Sealane.Edge.Mutations;

/// <summary>Resolves <c>.</c> and <c>..</c>, written out or as <c>%2E</c>.</summary>
/// <param name="onlyDouble">Whether <c>.</c> stays.</param>
/// <param name="asWritten">Whether <c>%2E</c> is no dot.</param>
public sealed class RemoveDotSegments(bool onlyDouble = false, bool asWritten = false) : TargetMutation
{
    /// <inheritdoc/>
    public override string Name => "remove-dot-segments";

    /// <inheritdoc/>
    public override string Reason => "Rules about paths must not be evaded by a way round.";

    /// <inheritdoc/>
    public override string Source => "RFC 3986 5.2.4; HAProxy normalize-uri path-strip-dotdot, Envoy normalize_path; measured: nginx 1.22 with a URI, Apache 2.4, lighttpd 1.4, YARP 2.3";

    // remove_dot_segments (RFC 3986 5.2.4): a path that ends in a dot segment ends with a slash
    /// <inheritdoc/>
    protected override string ChangePath(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/');
        foreach (var segment in segments)
        {
            switch (Dots(segment))
            {
                case "." when !onlyDouble:
                    break;

                case "..":
                    kept.RemoveRange(Math.Max(1, kept.Count - 1), kept.Count > 1 ? 1 : 0);
                    break;

                default:
                    kept.Add(segment);
                    break;
            }
        }

        var isFolder = Dots(segments[^1]) is ".." || (Dots(segments[^1]) is "." && !onlyDouble);
        return string.Join('/', isFolder ? [.. kept, string.Empty] : kept);
    }

    private string Dots(string segment) => asWritten ? segment : segment.Replace("%2E", ".", StringComparison.OrdinalIgnoreCase);
}
