using Sealane.Doctor.Evidence;
using Sealane.Signing.Journey;

namespace Sealane.Doctor.Probing;

/// <summary>How far a probe came.</summary>
public enum ProbeReach
{
    /// <summary>The endpoint shows what arrived.</summary>
    Shown,

    /// <summary>The endpoint refused it, and shows no canonical request: it does not know the key, or never shows one.</summary>
    NotShown,

    /// <summary>Something on the way answered, or the endpoint's own server did before S3 read it.</summary>
    Stopped,

    /// <summary>No answer came.</summary>
    Unanswered,
}

/// <summary>What the way did to one probe.</summary>
public sealed record ProbeOutcome
{
    /// <summary>The experiment.</summary>
    public required Probe Probe { get; init; }

    /// <summary>How far it came.</summary>
    public required ProbeReach Reach { get; init; }

    /// <summary>The answer's status; null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The endpoint's error code; null when there was none.</summary>
    public string? Code { get; init; }

    /// <summary>Why it came no farther, in a clause; null when it was shown.</summary>
    public string? Detail { get; init; }

    /// <summary>The parts that arrived otherwise than they were sent, as far as a signature sees it.</summary>
    public IReadOnlyList<PartChange> Changes { get; init; } = [];

    /// <summary>The headers that arrived without being signed although S3 wants them signed; it shows no more than these then.</summary>
    public IReadOnlyList<string> NotSigned { get; init; } = [];

    /// <summary>The region that the endpoint expects; null when it did not say.</summary>
    public string? ExpectedRegion { get; init; }

    /// <summary>Whether the same request with a right signature was accepted as signed; null when that was not tried or not answered.</summary>
    public bool? Survives { get; init; }

    /// <summary>Sent and arrived, for the doctor; null when it was not shown.</summary>
    internal Voyage? Voyage { get; init; }

    /// <summary>Whether the way did something to it.</summary>
    public bool IsTouched => Changes.Count > 0 || Reach is ProbeReach.Stopped or ProbeReach.Unanswered;

    /// <summary>What it came to in a word or two, the same for the same doing: what outcomes are compared by.</summary>
    public IReadOnlyList<string> Fingerprint => Reach == ProbeReach.Shown
        ? [.. Changes.Select(change => $"{change.Part} {(change.Part.IsHeader ? $"{change.Kind}" : string.Join(' ', change.After))}")]
        : [Reach is ProbeReach.Stopped or ProbeReach.Unanswered ? "stopped" : "not shown"];

    /// <summary>The outcome without what happens to every request.</summary>
    public ProbeOutcome Without(ProbeOutcome plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        return ReferenceEquals(this, plain) ? this : this with
        {
            Changes = [.. Changes.Where(change => change.Part == RequestPart.Path || change.Part == RequestPart.Query || Probe.Fields.Any(field => field.Is(change.Part.Name))
                || !plain.Changes.Any(known => known.Part == change.Part && known.Kind == change.Kind))],
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Probe}: {string.Join(", ", Fingerprint)}";
}
