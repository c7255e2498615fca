using Sealane.Doctor.Reports;

namespace Sealane.Doctor.Probing;

/// <summary>A profile that does the like of what the way does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Whom it imitates.</param>
/// <param name="Alike">Of all that either did to the probes, the share that both did.</param>
/// <param name="Differing">What came to something else.</param>
public sealed record LikeProfile(string Name, string Title, double Alike, IReadOnlyList<string> Differing);

/// <summary>All that was learnt of a way.</summary>
public sealed record WayReport
{
    /// <summary>What was probed, and how it was reached.</summary>
    public required string Way { get; init; }

    /// <summary>How many requests were sent.</summary>
    public required int Requests { get; init; }

    /// <summary>The surroundings.</summary>
    public required IReadOnlyList<WayCheck> Checks { get; init; }

    /// <summary>What happens to every request: the plain probe, last as it has to be sent.</summary>
    public required IReadOnlyList<ProbeOutcome> Beginning { get; init; }

    /// <summary>The other probes.</summary>
    public IReadOnlyList<ProbeOutcome> Outcomes { get; init; } = [];

    /// <summary>For what signatures break here.</summary>
    public IReadOnlyList<Cause> Causes { get; init; } = [];

    /// <summary>The profiles that do the like, the likest first.</summary>
    public IReadOnlyList<LikeProfile> Likest { get; init; } = [];

    /// <summary>Why there is no more to say; null when all probes were sent.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What could not be told.</summary>
    public IReadOnlyList<string> Untold { get; init; } = [];

    /// <summary>Whether the endpoint shows what arrives.</summary>
    public bool IsShown => Beginning.Count > 0 && Beginning[^1].Reach == ProbeReach.Shown;

    /// <summary>Whether the way does something to signed parts, or something else is wrong.</summary>
    public bool HasFindings => Obstacle is not null || Checks.Any(check => check.Result == CheckResult.Trouble) || Beginning.Concat(Outcomes).Any(outcome => outcome.IsTouched);

    /// <summary>The way, and how many requests went over it.</summary>
    public override string ToString() => $"{Way}: {Requests} requests";
}
