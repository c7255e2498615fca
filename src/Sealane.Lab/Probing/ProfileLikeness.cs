using Sealane.Doctor.Probing;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Probing;

/// <summary>How much a way does what a profile does.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Alike">Of all that either of them did to the probes, the share that both did; 1 when neither did anything.</param>
/// <param name="Differing">The probes that came to something else.</param>
public sealed record ProfileLikeness(EdgeProfile Profile, double Alike, IReadOnlyList<Probe> Differing)
{
    // Of an address that no probe names, so that what a profile writes is seen to be another.
    private const string Client = "203.0.113.7";

    /// <summary>The profiles, the likest first: the same probes go through each of them, here in the process.</summary>
    public static IReadOnlyList<ProfileLikeness> Rank(IReadOnlyList<ProbeOutcome> outcomes, ProbeTarget target, DateTimeOffset time, IEnumerable<EdgeProfile> profiles)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        return [.. profiles.Select(profile => Compare(outcomes, Foretell(profile, [.. outcomes.Select(outcome => outcome.Probe)], target, time), profile)).OrderByDescending(likeness => likeness.Alike)];
    }

    /// <summary>What a profile makes of probes, by its mutations alone.</summary>
    public static IReadOnlyList<ProbeOutcome> Foretell(EdgeProfile profile, IReadOnlyList<Probe> probes, ProbeTarget target, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(probes);
        List<ProbeOutcome> outcomes = [.. probes.Select(probe => Foretell(profile, ProbeRequest.Wrong(probe, target, time), time))];
        return outcomes.Find(outcome => outcome.Probe == ProbeTable.Plain) is { } plain ? [.. outcomes.Select(outcome => outcome.Without(plain))] : outcomes;
    }

    private static ProbeOutcome Foretell(EdgeProfile profile, ProbeRequest request, DateTimeOffset time)
    {
        var head = MessageHead.Parse(request.ToBytes());
        var plan = profile.Plan(head);
        var passage = new Passage { Client = Client, Now = time, CompleteLength = request.Probe.IsChunked && (plan.Reframes || plan.Holds is not null) ? 0 : null };
        return ProbeReading.Read(request, plan.Refusal is { } refusal ? ProbeEcho.Stop(refusal.Status) : ProbeEcho.Answer(profile.Apply(head, passage).ToRequest()));
    }

    private static ProfileLikeness Compare(IReadOnlyList<ProbeOutcome> seen, IReadOnlyList<ProbeOutcome> foretold, EdgeProfile profile)
    {
        var (both, either) = (0, 0);
        var differing = new List<Probe>();
        foreach (var (ours, theirs) in seen.Zip(foretold))
        {
            both += ours.Fingerprint.Intersect(theirs.Fingerprint, StringComparer.Ordinal).Count();
            either += ours.Fingerprint.Union(theirs.Fingerprint, StringComparer.Ordinal).Count();
            if (!ours.Fingerprint.ToHashSet(StringComparer.Ordinal).SetEquals(theirs.Fingerprint))
            {
                differing.Add(ours.Probe);
            }
        }

        return new ProfileLikeness(profile, either == 0 ? 1 : (double)both / either, differing);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Profile.Name} {Alike:P0}";
}
