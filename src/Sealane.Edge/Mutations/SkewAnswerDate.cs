using System.Globalization;

namespace Sealane.Edge.Mutations;

/// <summary>Writes the intermediary's own <c>Date</c>, by its own clock.</summary>
/// <param name="skew">How far its clock is ahead.</param>
public sealed class SkewAnswerDate(TimeSpan skew) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "skew-answer-date";

    /// <inheritdoc/>
    public override string Reason => "A server writes Date, and a proxy is one; a client that takes its time from there signs with the proxy's clock.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 6.6.1; measured: nginx 1.22 and H2O 2.2 write their own Date";

    /// <inheritdoc/>
    public override Answer ApplyToAnswer(Answer answer, WayBack way) =>
        answer with { Head = answer.Head.With("Date", (way.Passage.Now + skew).ToString("r", CultureInfo.InvariantCulture)) };
}
