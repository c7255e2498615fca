using Sealane.Doctor.Probing;
using Sealane.Doctor.Reports;
using Sealane.Signing.Keys;

namespace Sealane.Doctor;

/// <summary>Says what a way does to signed requests, from what probes of it came to. Thread-safe.</summary>
/// <param name="keys">Where derived keys are kept; share one a process.</param>
public sealed class WayDoctor(SigningKeyCache keys)
{
    private readonly SignatureDoctor _doctor = new(keys);

    /// <summary>The causes for which signatures break on this way, the most frequent first, each with the remedy.</summary>
    public IReadOnlyList<Cause> Causes(IEnumerable<ProbeOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var diagnoses = outcomes.Where(outcome => outcome.Changes.Count > 0 && outcome.Voyage is not null).Select(outcome =>
        {
            // What was listed only to see whether it is added, no client signs.
            var diagnosis = _doctor.Examine(outcome.Voyage!, _ => null);
            return diagnosis with { Findings = [.. diagnosis.Findings.Where(finding => finding.Broke && finding.Hop is not null && !outcome.Probe.Listed.Contains(finding.Subject))] };
        });
        return new Examination { Diagnoses = [.. diagnoses] }.Causes;
    }
}
