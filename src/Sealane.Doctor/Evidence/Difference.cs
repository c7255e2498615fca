using Sealane.Signing.Headers;

namespace Sealane.Doctor.Evidence;

/// <summary>What one leg of the way did to one part of the request.</summary>
public sealed record Difference
{
    /// <summary>Where it happened.</summary>
    public required Leg Leg { get; init; }

    /// <summary>The part.</summary>
    public required RequestPart Part { get; init; }

    /// <summary>What happened to it.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>Its values before, a value a header line, secrets masked.</summary>
    public required IReadOnlyList<string> Before { get; init; }

    /// <summary>Its values after, secrets masked.</summary>
    public required IReadOnlyList<string> After { get; init; }

    /// <summary>Whether the signature covers the part.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>Whether the part is a header that any hop may remove or replace, by the table or because the request's Connection names it.</summary>
    public required bool IsHopByHop { get; init; }

    internal static Difference Of(Leg leg, PartChange change, IReadOnlyCollection<string> signed, IReadOnlyCollection<string> nominated) => new()
    {
        Leg = leg,
        Part = change.Part,
        Kind = change.Kind,
        Before = change.Part.Show(change.Before),
        After = change.Part.Show(change.After),
        IsSigned = change.Part.IsHeader ? signed.Contains(change.Part.Name) : change.Part != RequestPart.Order && change.Part != RequestPart.Framing,
        IsHopByHop = change.Part.IsHeader && (HeaderTable.IsHopByHop(change.Part.Name) || nominated.Contains(change.Part.Name)),
    };

    /// <summary>The difference in a line: <c>hop 1 (nginx): host changed</c>.</summary>
    public override string ToString() => $"{Leg}: {Part} {Kind.ToString().ToLowerInvariant()}";
}
