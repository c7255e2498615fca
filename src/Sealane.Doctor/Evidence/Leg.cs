using Sealane.Signing.Journey;

namespace Sealane.Doctor.Evidence;

/// <summary>A stretch of the way between two points: a hop that kept records, or what lies unseen between two records.</summary>
/// <param name="Number">The hop's number from the client, 1 for the first; null for an unseen stretch.</param>
/// <param name="Name">The hop's name, or where the unseen stretch lies.</param>
/// <param name="Before">The request as it came in.</param>
/// <param name="After">The request as it went on.</param>
/// <param name="Hold">How much of the body the hop waited for, in its own words; null when that was no question.</param>
public sealed record Leg(int? Number, string Name, Waypoint Before, Waypoint After, string? Hold = null)
{
    /// <summary>What the hop did wrong on purpose, in words; null when nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>The head of the answer as it came to the hop; null when none did, or it was not kept.</summary>
    public MessageHead? AnswerBefore { get; init; }

    /// <summary>The head of the answer that came back through the hop; null when none did, or none that can be read.</summary>
    public MessageHead? Answer { get; init; }

    /// <summary>The leg as a sentence names it: <c>hop 1 (nginx)</c>.</summary>
    public override string ToString() => Number is { } number ? $"hop {number} ({Name})" : Name;
}
