using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>Verdicts as a sentence says them.</summary>
public static class VerdictWords
{
    /// <summary>The verdict in a clause: <c>the signature survives</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Survives => "the signature survives the way",
        Verdict.BreaksSometimes => "the signature survived this time and will not always",
        Verdict.Breaks => "the signature breaks on the way",
        Verdict.Refused => "the way did no harm; the request was refused for another reason",
        Verdict.NotReached => "the request did not reach the endpoint",
        _ => verdict.ToString(),
    };

    /// <summary>The verdict of a diagnosis, with the reservation where there is one.</summary>
    public static string Of(Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        return Of(diagnosis.Verdict) + (diagnosis.Unproven ? " (compared, not proven: the key is not known)" : string.Empty);
    }
}
