using Sealane.Doctor.Baselines;
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

    /// <summary>What changed since a baseline was made; null when there is none to compare with.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>How the program sends its operations, to be kept or compared.</summary>
    public Baseline Baseline => Baseline.Of(Diagnoses, Replays, Matrix);

    /// <summary>Why it cannot be said to survive although nothing broke, in sentences.</summary>
    public IReadOnlyList<string> Doubts => [.. Reports.Doubts.Of(this)];

    /// <summary>The causes in all requests and replays: those that the program is to blame for first, and of these the gravest.</summary>
    public IReadOnlyList<Cause> Causes => Cause.Of(this);

    /// <summary>What it comes to.</summary>
    public Conclusion Conclusion => Diagnoses.Count == 0 ? Conclusion.NothingSeen
        : HasFinding ? Conclusion.Finding
        : Doubts.Count > 0 ? Conclusion.NotProven
        : Conclusion.Survives;

    private bool HasFinding => Diagnoses.Any(diagnosis => diagnosis.Findings.Any(finding => finding.Severity > Severity.Notice))
        || Matrix?.Cells.Any(each => Counts(each.Cell)) == true;

    /// <summary>Whether what happened in a cell counts against the program.</summary>
    public bool Counts(MatrixCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.IsHarmed && (IsStrict || !cell.BreaksAnyClient);
    }
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
