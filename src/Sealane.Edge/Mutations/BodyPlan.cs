using Sealane.Edge.Framing;

namespace Sealane.Edge.Mutations;

/// <summary>What an edge means to do with a request, decided from the head that came in alone, before a byte of the body is read.</summary>
public sealed record BodyPlan
{
    /// <value>The edge itself tells a client that waits for it to go on (100). Default: whoever gets the request onward does.</value>
    public bool AnswersExpect { get; init; }

    /// <value>A chunked body that is complete when the head goes on leaves with Content-Length. Default: it leaves as it came, byte for byte.</value>
    public bool Reframes { get; init; }

    /// <value>
    /// Bytes of content that are waited for before the head goes on, whatever the relay's schedule of holds says; <see cref="long.MaxValue"/> for the
    /// whole body. Default: null, the schedule decides for a body that may be re-framed, and no other is waited for.
    /// </value>
    public long? Holds { get; init; }

    /// <value>Most bytes of content; a longer body is refused with 413. Default: null, none.</value>
    public long? Limit { get; init; }

    /// <value>What becomes of the body besides its framing. Default: nothing.</value>
    public BodyChange Body { get; init; } = BodyChange.None;

    /// <value>The request goes to the endpoint twice, as after a lost answer. Default: once.</value>
    public bool GoesTwice { get; init; }

    /// <value>The edge answers in the endpoint's place, and nothing goes on. Default: null.</value>
    public Refusal? Refusal { get; init; }

    /// <summary>The same with a refusal, unless the request is refused already.</summary>
    public BodyPlan Refuse(int status, string why) => Refusal is null ? this with { Refusal = new Refusal(status, why) } : this;
}
