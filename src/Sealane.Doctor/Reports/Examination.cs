using Sealane.Doctor.Findings;
using Sealane.Doctor.Matrix;

namespace Sealane.Doctor.Reports;

/// <summary>All that was found about a program, or about some requests: what every form of report is written from.</summary>
public sealed record Examination
{
    /// <summary>The requests as they were sent, one by one.</summary>
    public required IReadOnlyList<Diagnosis> Diagnoses { get; init; }

    /// <summary>The program; null when requests were examined whose sender is not known.</summary>
    public ExaminedProgram? Program { get; init; }

    /// <summary>Which operation survives which way; null when nothing was replayed.</summary>
    public SurvivalMatrix? Matrix { get; init; }

    /// <summary>The replays that the matrix was made of.</summary>
    public IReadOnlyList<Replay> Replays { get; init; } = [];

    /// <summary>Whether a way that breaks every client counts against the program too, as one does that it has to pass.</summary>
    public bool IsStrict { get; init; }

    /// <summary>What it comes to.</summary>
    public Conclusion Conclusion => Diagnoses.Count == 0 ? Conclusion.NothingSeen
        : HasFinding ? Conclusion.Finding
        : IsProven ? Conclusion.Survives
        : Conclusion.NotProven;

    // Nothing that a program did outside the lab, or under keys of its own, is known to survive.
    private bool IsProven => Diagnoses.All(diagnosis => !diagnosis.Unproven && diagnosis.SignedHeaders.Count > 0)
        && Program?.Refusals is null or { Count: 0 }
        && Matrix?.Cells.Any(each => each.Cell.Verdict == CellVerdict.NotProven) != true;

    private bool HasFinding => Diagnoses.Any(diagnosis => diagnosis.Findings.Any(finding => finding.Severity > Severity.Notice))
        || Matrix?.Cells.Any(each => each.Cell.IsHarmed && (IsStrict || !each.Cell.BreaksAnyClient)) == true;
}

/// <summary>What an examination comes to.</summary>
public enum Conclusion
{
    /// <summary>Every request was signed with a known key, verified on every way that counts, and signs nothing that a hop may touch.</summary>
    Survives,

    /// <summary>Something breaks, or will.</summary>
    Finding,

    /// <summary>Requests were seen, but not all of what the program did can be proven.</summary>
    NotProven,

    /// <summary>No request was seen.</summary>
    NothingSeen,
}
