using Sealane.Signing.Journey;

namespace Sealane.Doctor.Evidence;

/// <summary>The way of one request, leg by leg, as far as it came.</summary>
public sealed class Way
{
    private Way(Waypoint sent, IReadOnlyList<Leg> legs, Waypoint last, Hop? stoppedAt, int stoppedNumber, bool arrived)
    {
        Sent = sent;
        Legs = legs;
        Last = last;
        StoppedAt = stoppedAt;
        StoppedNumber = stoppedNumber;
        Arrived = arrived;
    }

    /// <summary>The request as the client sent it: what the first record saw.</summary>
    public Waypoint Sent { get; }

    /// <summary>The legs from client to endpoint; none when the endpoint's is the only record.</summary>
    public IReadOnlyList<Leg> Legs { get; }

    /// <summary>The farthest point at which the request was seen.</summary>
    public Waypoint Last { get; }

    /// <summary>Whether that is the endpoint.</summary>
    public bool Arrived { get; }

    /// <summary>The hop that the request did not leave; null when it left them all.</summary>
    public Hop? StoppedAt { get; }

    /// <summary>The number of that hop from the client.</summary>
    public int StoppedNumber { get; }

    /// <summary>The points to show a reader, in order: the client, after each leg, the endpoint.</summary>
    public IReadOnlyList<Waypoint> Points =>
        [Sent, .. Legs.Select(leg => leg.After), .. Legs.Count > 0 && Arrived && Legs[^1].After != Last ? [Last] : Array.Empty<Waypoint>()];

    /// <summary>Reads the records of a voyage.</summary>
    /// <exception cref="FormatException">A head is no head.</exception>
    /// <exception cref="ArgumentException">A target is no path, or the voyage has no record at all.</exception>
    public static Way Read(Voyage voyage)
    {
        ArgumentNullException.ThrowIfNull(voyage);
        var legs = new List<Leg>();
        Waypoint? sent = null, previous = null;
        for (var i = 0; i < voyage.Hops.Count; i++)
        {
            var hop = voyage.Hops[i];
            var label = $"hop {i + 1} ({hop.Name})";
            var before = Waypoint.Read(i == 0 ? "client" : $"before {label}", hop.Before, hop.FramingBefore);
            sent ??= before;
            AddUnseen(legs, previous, before, $"between hop {i} and hop {i + 1}");
            if (hop.After.Length == 0)
            {
                return new Way(sent, legs, before, hop, i + 1, arrived: false);
            }

            previous = Waypoint.Read($"after {label}", hop.After, hop.FramingAfter);
            legs.Add(new Leg(i + 1, hop.Name, before, previous, hop.Hold));
        }

        if (voyage.Arrival is not { } arrival)
        {
            return sent is not null && previous is not null
                ? new Way(sent, legs, previous, stoppedAt: null, stoppedNumber: 0, arrived: false)
                : throw new ArgumentException("The voyage has neither a hop nor an arrival: there is nothing to examine.", nameof(voyage));
        }

        var arrived = Waypoint.Read("endpoint", arrival.Head);
        AddUnseen(legs, previous, arrived, $"between hop {voyage.Hops.Count} and the endpoint");
        return new Way(sent ?? arrived, legs, arrived, stoppedAt: null, stoppedNumber: 0, arrived: true);
    }

    /// <summary>This way with one more leg at its start, before the first record.</summary>
    internal Way StartingAt(Waypoint signed, string name) => new(
        signed, [new Leg(null, name, signed, Sent), .. Legs], Last, StoppedAt, StoppedNumber, Arrived);

    private static void AddUnseen(List<Leg> legs, Waypoint? previous, Waypoint next, string name)
    {
        if (previous is not null && HeadComparison.Compare(previous, next).Any(change => change.Kind is not (ChangeKind.Respelled or ChangeKind.Reordered)))
        {
            legs.Add(new Leg(null, name, previous, next));
        }
    }
}
