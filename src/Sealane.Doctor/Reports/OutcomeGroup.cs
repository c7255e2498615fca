using Sealane.Doctor.Matrix;

namespace Sealane.Doctor.Reports;

/// <summary>Ways on which every operation fares the same: a column that a person can read where twenty would be too many.</summary>
/// <param name="Letter">Its letter, <c>A</c> for the first.</param>
/// <param name="Ways">The ways.</param>
/// <param name="Cells">A cell a row, the same on each of the ways; those of the first way.</param>
internal sealed record OutcomeGroup(char Letter, IReadOnlyList<MatrixWay> Ways, IReadOnlyList<MatrixCell> Cells)
{
    /// <summary>Whether no client survives there in anything.</summary>
    public bool BreaksAnyClient => Cells.Any(cell => cell.IsHarmed) && Cells.All(cell => !cell.IsHarmed || cell.BreaksAnyClient);

    /// <summary>Whether all survive.</summary>
    public bool Survives => Cells.All(cell => cell.Verdict is CellVerdict.Survives or CellVerdict.NotMet);

    /// <summary>The groups of a matrix: the best first, those where no client survives last.</summary>
    public static IReadOnlyList<OutcomeGroup> Of(SurvivalMatrix matrix)
    {
        var columns = matrix.Ways.Select((way, i) => (Way: way, Cells: matrix.Rows.Select(row => row.Cells[i]).ToList()));
        return
        [
            .. columns.GroupBy(column => string.Join(',', column.Cells))
                .Select(group => new OutcomeGroup(' ', [.. group.Select(column => column.Way)], group.First().Cells))
                .OrderBy(group => group.BreaksAnyClient)
                .ThenBy(group => group.Cells.Count(cell => cell.IsHarmed))
                .ThenByDescending(group => group.Ways.Count)
                .Select((group, i) => group with { Letter = (char)('A' + i) }),
        ];
    }

    /// <summary>What a reader should know about the ways of this group, in clauses: the conditions and the causes.</summary>
    public IEnumerable<string> Reasons(SurvivalMatrix matrix)
    {
        var cells = matrix.Cells.Where(each => Ways.Contains(each.Way)).Select(each => each.Cell).ToList();
        return cells.Select(cell => cell.Condition).OfType<string>()
            .Concat(cells.SelectMany(cell => cell.Causes).Select(cause => $"{cause.Id} {cause.Subject}"))
            .Distinct(StringComparer.Ordinal);
    }
}
