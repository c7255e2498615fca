using Sealane.Edge.Framing;

namespace Sealane.Edge.Mutations;

/// <summary>Leaves out the trailer fields behind an answer's chunked body.</summary>
public sealed class DropAnswerTrailers : Mutation
{
    /// <inheritdoc/>
    public override string Name => "drop-answer-trailers";

    /// <inheritdoc/>
    public override string Reason => "A recipient may drop trailer fields, and many have no place to keep them.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 6.5.1; measured: kept by HAProxy 2.6, Traffic Server 9.2 and Caddy 2.6, lost elsewhere";

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way) => answer with { Body = answer.Body with { Trailers = TrailerFate.Dropped } };
}
