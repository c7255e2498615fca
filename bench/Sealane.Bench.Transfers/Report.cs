using System.Globalization;
using System.Text;

namespace Sealane.Bench.Transfers;

/// <summary>The result page, in Markdown; written again after every table, so that a run that is cut short leaves what it has.</summary>
internal sealed class Report(string path)
{
    private readonly StringBuilder _text = new();

    public void Line(string text = "") => _text.Append(text).Append('\n');

    public void Table(string title, string note, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line();
        Line($"## {title}");
        Line();
        Line(note);
        Line();
        Line($"| {string.Join(" | ", columns)} |");
        Line($"|{string.Concat(Enumerable.Repeat("---|", columns.Count))}");
        foreach (var row in rows)
        {
            Line($"| {string.Join(" | ", row)} |");
        }

        Save();
    }

    public void Save() => File.WriteAllText(path, _text.ToString());

    /// <summary>A number as a table shows it; a dash when it was not measured.</summary>
    public static string Show(double value, string format = "0.00") =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
