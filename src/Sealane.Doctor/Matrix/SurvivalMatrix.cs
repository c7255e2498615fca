namespace Sealane.Doctor.Matrix;

/// <summary>A way through which requests were replayed.</summary>
/// <param name="Name">Its name: a profile's, or several joined by <c>+</c>.</param>
/// <param name="Title">The same for a person's eyes.</param>
/// <param name="Description">What it imitates, in a sentence.</param>
public sealed record MatrixWay(string Name, string Title, string Description)
{
    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}

/// <summary>One operation of one client, way by way.</summary>
/// <param name="Operation">The operation: <c>PutObject</c>, <c>GetObject (presigned)</c>.</param>
/// <param name="Client">Who sent it; null when nothing is known about that.</param>
/// <param name="Requests">How many of the program's requests were replayed.</param>
/// <param name="Cells">A cell a way, in the order of the matrix's ways.</param>
public sealed record MatrixRow(string Operation, string? Client, int Requests, IReadOnlyList<MatrixCell> Cells);

/// <summary>Which operation survives which way: each captured request sent again, byte for byte, over each way, and judged from the heads.</summary>
/// <param name="Ways">The ways: columns.</param>
/// <param name="Rows">The operations, in the order in which they were first sent.</param>
/// <param name="Notes">What was not replayed, and why, in sentences.</param>
public sealed record SurvivalMatrix(IReadOnlyList<MatrixWay> Ways, IReadOnlyList<MatrixRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>Every cell with its operation and way.</summary>
    public IEnumerable<(MatrixRow Row, MatrixWay Way, MatrixCell Cell)> Cells =>
        Rows.SelectMany(row => row.Cells.Select((cell, i) => (row, Ways[i], cell)));

    /// <summary>Puts replays together, a row an operation and client.</summary>
    public static SurvivalMatrix Of(IReadOnlyList<MatrixWay> ways, IEnumerable<Replay> replays, IReadOnlyList<string> notes)
    {
        ArgumentNullException.ThrowIfNull(ways);
        ArgumentNullException.ThrowIfNull(replays);
        var rows = replays.GroupBy(replay => (replay.Operation, Client: replay.Diagnosis.Client?.ToString())).Select(row =>
        {
            var byWay = row.ToLookup(replay => replay.Way, StringComparer.Ordinal);
            var requests = byWay.Max(way => way.Select(replay => replay.Held).GroupBy(held => held).Max(held => held.Count()));
            return new MatrixRow(row.Key.Operation, row.Key.Client, requests, [.. ways.Select(way => MatrixCell.Of([.. byWay[way.Name]]))]);
        });
        return new SurvivalMatrix(ways, [.. rows], notes);
    }
}
