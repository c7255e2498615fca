using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Signing.Journey;

namespace Sealane.Doctor.Findings;

/// <summary>Where on the way a cause lies.</summary>
/// <param name="Number">The hop's number from the client, 1 for the first; null between two records.</param>
/// <param name="Name">The hop's name, or where the unseen stretch lies.</param>
public sealed record HopPlace(int? Number, string Name)
{
    /// <summary>The place of a leg.</summary>
    public static HopPlace Of(Leg leg)
    {
        ArgumentNullException.ThrowIfNull(leg);
        return new HopPlace(leg.Number, leg.Name);
    }

    /// <summary>The place as a sentence names it: <c>hop 1 (nginx)</c>.</summary>
    public override string ToString() => Number is { } number ? $"hop {number} ({Name})" : Name;
}

/// <summary>When a signature breaks of a cause, seen or foretold.</summary>
/// <param name="When">In words: <c>breaks when a hop waits for the whole body and sends Content-Length</c>.</param>
/// <param name="Framing">The framing under which it breaks; null when framing does not matter.</param>
/// <param name="IsReplayed">Whether the captured request was verified again in that form, and failed.</param>
public sealed record Condition(string When, BodyFraming? Framing, bool IsReplayed)
{
    /// <inheritdoc/>
    public override string ToString() => When;
}

/// <summary>A cause, named: what, where, whether it broke this run, and what to do.</summary>
public sealed record Finding
{
    /// <summary>The cause.</summary>
    public required FindingRow Cause { get; init; }

    /// <summary>The stable id: <c>SEAL101</c>.</summary>
    public string Id => Cause.Id;

    /// <summary>The cause in a line.</summary>
    public string Title => Cause.Title;

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What it is about: a header's lower-case name, or <c>path</c>, <c>query</c>, <c>method</c>, <c>body</c>, <c>key</c>, <c>scope</c>, <c>time</c>, <c>request</c>, <c>signature</c>; <c>answer</c> and a part of it.</summary>
    public required string Subject { get; init; }

    /// <summary>Where it happened; null when no hop is to blame, or none in this run.</summary>
    public HopPlace? Hop { get; init; }

    /// <summary>Whether this run broke of it: the endpoint refused, and what was signed was not what arrived.</summary>
    public required bool Broke { get; init; }

    /// <summary>Whether it is proven: by undoing it, or by replaying the request, under the request's own key.</summary>
    public required bool Proven { get; init; }

    /// <summary>When it breaks; null when it always does.</summary>
    public Condition? Condition { get; init; }

    /// <summary>What happened, in plain sentences, secrets masked.</summary>
    public required string Explanation { get; init; }

    /// <summary>What to do, in plain sentences; for the client that sent it, where that is known.</summary>
    public required string Remedy { get; init; }

    /// <summary>Where the rule is written, or the incident.</summary>
    public required string Source { get; init; }

    /// <summary>Who sent the request; null when its user agent names nobody known.</summary>
    public ClientIdentity? Client { get; init; }

    /// <summary>Id, subject and place.</summary>
    public override string ToString() => $"{Id} {Subject}{(Hop is null ? "" : $" at {Hop}")}: {Title}";
}
