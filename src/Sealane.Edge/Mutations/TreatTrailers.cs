using Sealane.Edge.Framing;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>Does not pass on the trailer fields behind a request's chunked body.</summary>
/// <param name="fate">What becomes of them, or of the request.</param>
public sealed class TreatTrailers(TrailerFate fate) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "treat-trailers";

    /// <inheritdoc/>
    public override string Reason => "A recipient may drop trailer fields, and many have no place to keep them.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 6.5.1; measured: dropped by nginx 1.22, Apache 2.4, Caddy 2.6 and others; 503 at Varnish 7.1; mitmproxy 8.1 hangs";

    // An endpoint that has the content may answer before it has the trailer, so what is to be refused is waited for.
    /// <inheritdoc/>
    public override BodyPlan Plan(BodyPlan plan, MessageHead head) => plan with
    {
        Body = plan.Body with { Trailers = fate },
        Holds = fate == TrailerFate.Refused ? plan.Holds ?? long.MaxValue : plan.Holds,
    };
}
