using System.Globalization;
using System.Text;
using Sealane.Doctor.Matrix;

namespace Sealane.Doctor.Reports;

/// <summary>A matrix in 100 columns: operations down, ways with equal outcomes together across, and a legend.</summary>
internal static class MatrixText
{
    private const int Column = 11;
    private const int MostColumns = 6;

    public static void Write(PlainPage text, SurvivalMatrix matrix)
    {
        var groups = OutcomeGroup.Of(matrix);
        var names = matrix.Rows.Select(row => NameOf(row, matrix)).ToList();
        var width = names.Select(name => name.Length).DefaultIfEmpty().Max() + 2;
        foreach (var some in groups.Chunk(MostColumns))
        {
            text.Line();
            text.Line(Row("", width, some.Select(group => group.Letter.ToString())));
            foreach (var (name, i) in names.Select((name, i) => (name, i)))
            {
                text.Line(Row(name, width, some.Select(group => group.Cells[i].ToString())));
            }
        }

        text.Line();
        foreach (var group in groups)
        {
            var reasons = string.Join("; ", group.Reasons(matrix));
            text.Wrap($"  {group.Letter}", $"{Count(group)}: {string.Join(", ", group.Ways)}{(reasons.Length > 0 ? $" ({reasons})" : "")}", 5);
        }

        if (groups.Any(group => group.Cells.Any(cell => cell is { IsHarmed: true, BreaksAnyClient: true })))
        {
            text.Wrap("  no client:", "the same request breaks there even when it signs only what S3 insists on; the way has to be set up otherwise.", 5);
        }

        foreach (var note in matrix.Notes)
        {
            text.Wrap("  Note:", note, 5);
        }
    }

    /// <summary>The operation, and its client where there are several.</summary>
    public static string NameOf(MatrixRow row, SurvivalMatrix matrix) =>
        matrix.Rows.Select(other => other.Client).Distinct().Count() > 1 ? $"{row.Operation}, {row.Client ?? "unknown client"}" : row.Operation;

    private static string Row(string name, int width, IEnumerable<string> words)
    {
        var line = new StringBuilder("  ").Append(name.PadRight(width));
        foreach (var word in words)
        {
            line.Append(word.PadRight(Column));
        }

        return line.ToString().TrimEnd();
    }

    private static string Count(OutcomeGroup group) => string.Create(CultureInfo.InvariantCulture, $"{group.Ways.Count} {(group.Ways.Count == 1 ? "way" : "ways")}");
}
