using Sealane.Edge.Mutations;

namespace Sealane.Edge.Profiles;

/// <summary>What every conforming intermediary may do. A signature that does not survive this one is its client's fault.</summary>
internal static class Rfc9110
{
    public static EdgeProfile Profile { get; } = new(
        "rfc9110",
        "Does what any conforming proxy may do: takes hop-by-hop fields off, answers 100 itself, frames the body anew, adds Via.",
        "RFC 9110 7.6.1, 7.6.3, 10.1.1; RFC 9112 6",
        [
            new AnswerExpect(),
            new StripHopByHop(),
            new ReframeByHold(),
            new DropLengthBesideChunked(),
            new AddVia("sealane-edge"),
        ]);
}
