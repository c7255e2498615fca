using Sealane.Doctor.Baselines;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Matrix;

namespace Sealane.Doctor.Reports;

/// <summary>
/// One cause over all requests and ways, as JSON. <c>Seen</c> and <c>Broke</c> count requests as they were sent; <c>Ways</c> are those on which
/// replays broke, and <c>Replay</c> is the one that shows it where none of the requests sent does.
/// </summary>
public sealed record CauseDocument(
    int Seen,
    int Broke,
    FindingDocument Example,
    HeaderJourney? Journey,
    IReadOnlyList<string> Ways,
    bool BreaksAnyClient,
    IReadOnlyList<string> Remedies,
    IReadOnlyList<string> VoyageIds,
    DiagnosisDocument? Replay)
{
    internal static CauseDocument Of(Cause cause) => new(
        cause.Requests, cause.Broke, FindingDocument.Of(cause.Example), cause.Journey, cause.Ways, cause.BreaksAnyClient, cause.Remedies, cause.VoyageIds,
        cause.Replay is { } replay ? DiagnosisDocument.Of(replay) : null);
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
    IReadOnlyList<string> Doubts,
    ExaminedProgram? Program,
    int Requests,
    IReadOnlyDictionary<string, int> Verdicts,
    MatrixDocument? Matrix,
    Comparison? Comparison,
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
            examination.Doubts,
            examination.Program,
            diagnoses.Count,
            diagnoses.GroupBy(diagnosis => diagnosis.Verdict).OrderBy(group => group.Key).ToDictionary(group => group.Key.ToString(), group => group.Count()),
            examination.Matrix is { } matrix ? MatrixDocument.Of(matrix) : null,
            examination.Comparison,
            [.. examination.Causes.Select(CauseDocument.Of)],
            [.. diagnoses.Select(DiagnosisDocument.Of)]);
    }
}
