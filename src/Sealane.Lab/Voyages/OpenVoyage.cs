using Sealane.Signing.Journey;

namespace Sealane.Lab.Voyages;

/// <summary>The part of a voyage that is known so far: a run of hops without a gap.</summary>
internal sealed class OpenVoyage
{
    private readonly List<Hop> _hops;
    private bool _hasFirst;
    private bool _hasLast;

    public OpenVoyage(Hop hop, bool isFirst, bool isLast)
    {
        _hops = [hop];
        _hasFirst = isFirst;
        _hasLast = isLast;
    }

    /// <summary>What the endpoint saw, once it is known.</summary>
    public Arrival? Arrival { get; set; }

    /// <summary>Whether nothing more will come.</summary>
    public bool IsWhole => _hasFirst && (After.Length == 0 || (_hasLast && (Arrival is not null || EndpointIsSilent)));

    private byte[] Before => _hops[0].Before;

    private byte[] After => _hops[^1].After;

    // As the last hop got it: what it gave back may have lost the endpoint's id.
    private byte[]? Answer => _hops[^1].AnswerBefore ?? _hops[^1].Answer;

    private string? RequestId => Answer is { } answer ? MessageHead.Parse(answer).Value("x-amz-request-id") : null;

    // An answer without the endpoint's id is an edge's own.
    private bool EndpointIsSilent => Answer is not null && RequestId is null;

    /// <summary>
    /// Takes another part before or behind this one, if they fit: what leaves a hop is, byte for byte, what comes into the next.
    /// </summary>
    public bool TryJoin(OpenVoyage other)
    {
        if (!_hasLast && !other._hasFirst && After.AsSpan().SequenceEqual(other.Before))
        {
            _hops.AddRange(other._hops);
            (_hasLast, Arrival) = (other._hasLast, other.Arrival);
            return true;
        }

        if (!_hasFirst && !other._hasLast && Before.AsSpan().SequenceEqual(other.After))
        {
            _hops.InsertRange(0, other._hops);
            _hasFirst = other._hasFirst;
            return true;
        }

        return false;
    }

    /// <summary>Whether this is the arrival of this request: by its id, or when no answer came back by its head.</summary>
    public bool Awaits(Arrival arrival) => _hasLast && Arrival is null
        && (Answer is null
            ? After.Length > 0 && IsSame(MessageHead.Parse(After), MessageHead.Parse(arrival.Head))
            : RequestId == arrival.RequestId);

    /// <summary>What is known.</summary>
    /// <param name="fallbackId">The id when the endpoint gave none.</param>
    /// <remarks>
    /// Nothing lies between the last hop and the endpoint, so the arrival's head is what that hop wrote, byte for byte: the endpoint's HTTP
    /// stack has put fields into another order and letter case, and the way should not be blamed for that.
    /// </remarks>
    public Voyage ToVoyage(string fallbackId) => new()
    {
        Id = Arrival?.RequestId ?? RequestId ?? fallbackId,
        Hops = [.. _hops],
        Arrival = _hasLast && After.Length > 0 && Arrival is not null ? Arrival with { Head = After } : Arrival,
    };

    // An HTTP stack that an endpoint stands on may have put the fields into another order and letter case.
    private static bool IsSame(MessageHead left, MessageHead right) =>
        left.StartLine == right.StartLine && Fields(left).SequenceEqual(Fields(right));

    private static IEnumerable<string> Fields(MessageHead head) =>
        head.Lines.Select(line => $"{line.Name.ToLowerInvariant()}:{line.Value}").Order(StringComparer.Ordinal);
}
