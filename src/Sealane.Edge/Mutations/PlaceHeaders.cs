using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Puts some header lines first or last, in the order of a list; the others stay as they are.</summary>
/// <param name="first">Names of those that come first.</param>
/// <param name="last">Names of those that come last.</param>
/// <param name="scope">Which messages.</param>
public sealed class PlaceHeaders(IReadOnlyList<string> first, IReadOnlyList<string> last, Scope scope) : HeadMutation(scope)
{
    /// <inheritdoc/>
    public override string Name => "place-headers";

    /// <inheritdoc/>
    public override string Reason => "An intermediary writes the headers that are its own in one go, before or behind those that it copies.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 5.3; measured: nginx 1.22, H2O 2.2 and Caddy 2.6 (first), Squid 5.7, Varnish 7.1, Traffic Server 9.2, Apache 2.4 (last)";

    /// <inheritdoc/>
    protected override MessageHead Change(MessageHead head, Passage passage) => head.WithLines(head.Lines.OrderBy(Place));

    private int Place(HeadLine line)
    {
        for (var i = 0; i < Math.Max(first.Count, last.Count); i++)
        {
            if (i < first.Count && line.Is(first[i]))
            {
                return i - first.Count;
            }

            if (i < last.Count && line.Is(last[i]))
            {
                return i + 1;
            }
        }

        return 0;
    }
}
