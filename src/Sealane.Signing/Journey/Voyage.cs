namespace Sealane.Signing.Journey;

/// <summary>One request's whole way: each hop in order, and its arrival.</summary>
public sealed record Voyage
{
    /// <summary>The id that ties the records together: the endpoint's <c>x-amz-request-id</c>, or the recorder's own number when no answer came.</summary>
    public required string Id { get; init; }

    /// <summary>The hops from client to endpoint.</summary>
    public required IReadOnlyList<Hop> Hops { get; init; }

    /// <summary>What the endpoint saw; null when the request did not reach it.</summary>
    public Arrival? Arrival { get; init; }

    /// <summary>The head as the client sent it: what came into the first hop, or what arrived where there was none.</summary>
    public byte[] Sent => Hops.Count > 0 ? Hops[0].Before : Arrival?.Head ?? [];
}
