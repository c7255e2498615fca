using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Rules;

/// <summary>What a conforming hop does to a hop-by-hop header.</summary>
/// <param name="Header">The header; empty for any other.</param>
/// <param name="When">When a signature over it breaks.</param>
/// <param name="Hop">What the hop does, to follow <c>the form in which</c>.</param>
/// <param name="Framing">The onward framing under which it breaks; null when framing does not matter.</param>
/// <param name="Apply">The head as such a hop sends it on.</param>
internal sealed record HopByHopForm(string Header, string When, string Hop, BodyFraming? Framing, Func<RequestHead, RequestHead> Apply);

/// <summary>One row a header that has a habit of its own; the last row speaks for the rest.</summary>
internal static class HopByHopForms
{
    public static IReadOnlyList<HopByHopForm> Rows { get; } =
    [
        // The length is no matter: a signed content-length would break of any.
        new("transfer-encoding", "breaks when a hop waits for the whole body and sends Content-Length", "a hop sends Content-Length instead",
            BodyFraming.ContentLength, head => head.Without("transfer-encoding").With("Content-Length", "0")),
        new("expect", "breaks when a hop answers 100 Continue itself and drops Expect", "a hop has dropped Expect", null, head => head.Without("expect")),
        new("connection", "breaks when a hop writes its own Connection", "a hop has written its own Connection", null,
            head => head.With("Connection", string.Equals(head.Value("connection"), "close", StringComparison.OrdinalIgnoreCase) ? "keep-alive" : "close")),
        new("trailer", "breaks when a hop sends the body on without its trailer", "a hop has dropped Trailer", null, head => head.Without("trailer")),
    ];

    public static HopByHopForm Find(string header) => Rows.FirstOrDefault(row => row.Header == header)
        ?? new HopByHopForm(header, $"breaks at any hop that drops {header}, as RFC 9110 7.6.1 asks it to", $"a hop has dropped {header}", null, head => head.Without(header));
}
