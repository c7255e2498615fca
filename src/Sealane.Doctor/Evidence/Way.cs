using Sealane.Signing.Journey;

namespace Sealane.Doctor.Evidence;

/// <summary>The way of one request, leg by leg, as far as it came.</summary>
public sealed class Way
{
    private Way(Waypoint sent, IReadOnlyList<Leg> legs, Waypoint last)
    {
        Sent = sent;
        Legs = legs;
        Last = last;
    }

    /// <summary>The request as the client sent it: what the first record saw.</summary>
    public Waypoint Sent { get; }

    /// <summary>The legs from client to endpoint; none when the endpoint's is the only record.</summary>
    public IReadOnlyList<Leg> Legs { get; }

    /// <summary>The farthest point at which the request was seen.</summary>
    public Waypoint Last { get; }

    /// <summary>Whether the request reached the endpoint: it kept a record, or its answer with its own request id came back.</summary>
    public bool Arrived { get; private init; }

    /// <summary>The endpoint's status; null when it did not answer, as far as is recorded.</summary>
    public int? Status { get; private init; }

    /// <summary>The last hop that saw the request, and its number from the client; null when none kept records.</summary>
    public (int Number, Hop Hop)? LastHop { get; private init; }

    /// <summary>The points to show a reader, in order: the client, after each leg, the endpoint.</summary>
    public IReadOnlyList<Waypoint> Points =>
        [Sent, .. Legs.Select(leg => leg.After), .. Legs.Count > 0 && Legs[^1].After != Last ? [Last] : Array.Empty<Waypoint>()];

    /// <summary>Reads the records of a voyage.</summary>
    /// <exception cref="FormatException">A head is no head, or its target no path.</exception>
    /// <exception cref="ArgumentException">The voyage has no record at all.</exception>
    public static Way Read(Voyage voyage)
    {
        ArgumentNullException.ThrowIfNull(voyage);
        var legs = new List<Leg>();
        Waypoint? sent = null, last = null;
        for (var i = 0; i < voyage.Hops.Count; i++)
        {
            var hop = voyage.Hops[i];
            int? number = hop.IsInferred ? null : i + 1;
            var label = number is null ? hop.Name : $"hop {number} ({hop.Name})";
            var before = Waypoint.Read(i == 0 ? "client" : $"before {label}", hop.Before, hop.FramingBefore);
            sent ??= before;
            AddUnseen(legs, last, before, $"between hop {i} and hop {i + 1}");
            last = before;
            if (hop.After.Length > 0)
            {
                last = Waypoint.Read($"after {label}", hop.After, hop.FramingAfter);
                legs.Add(new Leg(number, hop.Name, before, last, hop.Hold) { Fault = hop.Fault, AnswerBefore = Read(hop.AnswerBefore), Answer = AnswerOf(hop) });
            }
        }

        if (voyage.Arrival is { } arrival)
        {
            var arrived = Waypoint.Read("endpoint", arrival.Head);
            AddUnseen(legs, last, arrived, $"between hop {voyage.Hops.Count} and the endpoint");
            return new Way(sent ?? arrived, legs, arrived) { Arrived = true, Status = arrival.Status, LastHop = LastOf(voyage) };
        }

        if (sent is null || last is null)
        {
            throw new ArgumentException("The voyage has neither a hop nor an arrival: there is nothing to examine.", nameof(voyage));
        }

        // An endpoint that keeps no records is known by the id in its answer; an answer without one is a hop's own.
        var answer = Read(voyage.Hops[^1].AnswerBefore) ?? AnswerOf(voyage.Hops[^1]);
        var answered = answer?.Has("x-amz-request-id") == true;
        return new Way(sent, legs, last) { Arrived = answered, Status = answered ? answer!.Status : null, LastHop = LastOf(voyage) };
    }

    /// <summary>This way with one more leg at its start, before the first record.</summary>
    internal Way StartingAt(Waypoint signed, string name) => new(signed, [new Leg(null, name, signed, Sent), .. Legs], Last)
    {
        Arrived = Arrived,
        Status = Status,
        LastHop = LastHop,
    };

    /// <summary>The head of the answer that a hop passed back; null when there was none, or none that can be read.</summary>
    public static MessageHead? AnswerOf(Hop hop)
    {
        ArgumentNullException.ThrowIfNull(hop);
        return Read(hop.Answer);
    }

    private static MessageHead? Read(byte[]? answer)
    {
        try
        {
            return answer is { Length: > 0 } ? MessageHead.Parse(answer) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static (int Number, Hop Hop)? LastOf(Voyage voyage) => voyage.Hops.Count > 0 ? (voyage.Hops.Count, voyage.Hops[^1]) : null;

    private static void AddUnseen(List<Leg> legs, Waypoint? previous, Waypoint next, string name)
    {
        if (previous is not null && HeadComparison.Compare(previous, next).Any(change => change.Kind is not (ChangeKind.Respelled or ChangeKind.Reordered)))
        {
            legs.Add(new Leg(null, name, previous, next));
        }
    }
}
