namespace Sealane.Doctor.Evidence;

/// <summary>A part's value at one point of the way.</summary>
/// <param name="Place">Where: <c>client</c>, <c>after hop 1 (nginx)</c>, <c>endpoint</c>.</param>
/// <param name="Values">A value a header line, secrets masked; none when it was not there.</param>
/// <param name="IsAsSent">Whether a signature sees the same here as at the start; for a masked value this is all that is said.</param>
public sealed record JourneyPoint(string Place, IReadOnlyList<string> Values, bool IsAsSent)
{
    /// <summary>Whether the request had it here.</summary>
    public bool IsPresent => Values.Count > 0;

    /// <summary>The value as a reader sees it; <c>(none)</c> when it was not there.</summary>
    public override string ToString() => !IsPresent ? "(none)"
        : IsAsSent || !Values.Contains(Signing.Text.Secrecy.Masked) ? string.Join(" | ", Values)
        : "(masked, another value)";
}

/// <summary>The journey of a header, or of a piece of the request line, from the client to the endpoint.</summary>
/// <param name="Subject">The header's lower-case name, or <c>path</c>, <c>query</c>, <c>method</c>.</param>
/// <param name="IsSigned">Whether the signature covers it.</param>
/// <param name="Points">Its value at each point, in order.</param>
public sealed record HeaderJourney(string Subject, bool IsSigned, IReadOnlyList<JourneyPoint> Points)
{
    /// <summary>Whether it arrived as it was sent, as far as a signature sees it.</summary>
    public bool IsUnchanged => Points.All(point => point.IsAsSent);

    /// <summary>Follows a part along the way.</summary>
    public static HeaderJourney Of(RequestEvidence evidence, RequestPart part)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(part);
        var sent = evidence.Way.Sent.Head;
        return new HeaderJourney(
            part.Name,
            !part.IsHeader || evidence.SignedHeaders.Contains(part.Name),
            [.. evidence.Way.Points.Select(point => new JourneyPoint(point.Place, part.Show(point.Head), part.IsSame(sent, point.Head)))]);
    }
}
