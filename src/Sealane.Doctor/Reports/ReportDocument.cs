using Sealane.Doctor.Findings;
using Sealane.Doctor.Matrix;

namespace Sealane.Doctor.Reports;

/// <summary>One cause over many requests, as JSON; <c>Replay</c> is the request that shows it where none of those sent does.</summary>
public sealed record CauseDocument(int Seen, int Broke, FindingDocument Example, IReadOnlyList<string> VoyageIds, DiagnosisDocument? Replay)
{
    internal static CauseDocument Of(CauseSummary cause, IEnumerable<Replay> replays) => new(
        cause.Seen,
        cause.Broke,
        FindingDocument.Of(cause.Example),
        cause.VoyageIds,
        replays.FirstOrDefault(replay => replay.Diagnosis.Findings.Any(finding => ReferenceEquals(finding, cause.Example))) is { } replay ? DiagnosisDocument.Of(replay.Diagnosis) : null);
}

/// <summary>What became of one operation on one way, as JSON; <c>Way</c> names the column.</summary>
public sealed record CellDocument(
    string Way, string Verdict, string? Condition, IReadOnlyList<string> Findings, IReadOnlyList<string> Subjects, int Replays, int Harmed, bool BreaksAnyClient)
{
    internal static CellDocument Of(MatrixWay way, MatrixCell cell) => new(
        way.Name,
        cell.Verdict.ToString(),
        cell.Condition,
        [.. cell.Causes.Select(cause => cause.Id).Distinct()],
        [.. cell.Causes.Select(cause => cause.Subject).Distinct()],
        cell.Replays,
        cell.Harmed,
        cell.BreaksAnyClient);
}

/// <summary>One operation of one client, way by way, as JSON.</summary>
public sealed record RowDocument(string Operation, string? Client, int Requests, IReadOnlyList<CellDocument> Cells);

/// <summary>Which operation survives which way, as JSON.</summary>
public sealed record MatrixDocument(IReadOnlyList<MatrixWay> Ways, IReadOnlyList<RowDocument> Rows, IReadOnlyList<string> Notes)
{
    internal static MatrixDocument Of(SurvivalMatrix matrix) => new(
        matrix.Ways,
        [.. matrix.Rows.Select(row => new RowDocument(row.Operation, row.Client, row.Requests, [.. row.Cells.Select((cell, i) => CellDocument.Of(matrix.Ways[i], cell))]))],
        matrix.Notes);
}

/// <summary>An examination as JSON: the program, the matrix, the causes, and the diagnoses one by one.</summary>
public sealed record ReportDocument(
    string Schema,
    string Conclusion,
    ExaminedProgram? Program,
    int Requests,
    IReadOnlyDictionary<string, int> Verdicts,
    MatrixDocument? Matrix,
    IReadOnlyList<CauseDocument> Causes,
    IReadOnlyList<DiagnosisDocument> Diagnoses)
{
    internal const string SchemaName = "sealane/report/2";

    /// <summary>The document of an examination.</summary>
    public static ReportDocument Of(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        var diagnoses = examination.Diagnoses;
        return new ReportDocument(
            SchemaName,
            examination.Conclusion.ToString(),
            examination.Program,
            diagnoses.Count,
            diagnoses.GroupBy(diagnosis => diagnosis.Verdict).OrderBy(group => group.Key).ToDictionary(group => group.Key.ToString(), group => group.Count()),
            examination.Matrix is { } matrix ? MatrixDocument.Of(matrix) : null,
            [.. CauseSummary.Group(diagnoses.Concat(examination.Replays.Select(replay => replay.Diagnosis))).Select(cause => CauseDocument.Of(cause, examination.Replays))],
            [.. diagnoses.Select(DiagnosisDocument.Of)]);
    }
}
