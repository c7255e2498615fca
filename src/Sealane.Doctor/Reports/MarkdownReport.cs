using System.Globalization;
using System.Text;
using Sealane.Doctor.Evidence;

namespace Sealane.Doctor.Reports;

/// <summary>Reports as Markdown, short enough for a comment on a pull request.</summary>
public static class MarkdownReport
{
    /// <summary>The report of an examination.</summary>
    public static string Write(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"### {(examination.Conclusion == Conclusion.Survives ? "✅" : "❌")} Signatures of {Program(examination)}\n\n");
        page.Append(ConclusionWords.Of(examination)).Append('\n');
        foreach (var doubt in examination.Conclusion == Conclusion.Survives ? [] : examination.Doubts)
        {
            page.Append("- ").Append(Text(doubt)).Append('\n');
        }

        Matrix(page, examination);
        Changes(page, examination);
        foreach (var cause in examination.Causes)
        {
            var finding = cause.Example;
            page.Append(CultureInfo.InvariantCulture, $"\n<details><summary>{finding.Id} <code>{Text(finding.Subject)}</code>: {Text(finding.Title)}</summary>\n\n");
            Item(page, "When", finding.Condition?.When);
            Item(page, "Ways", string.Join(", ", cause.Ways));
            Item(page, "What", finding.Explanation);
            foreach (var remedy in cause.Remedies)
            {
                Item(page, "Do", remedy);
            }

            Item(page, "Source", $"{finding.Source}; more in {finding.Cause.Page}");
            page.Append("\n</details>\n");
        }

        return page.ToString();
    }

    private static string Program(Examination examination) => examination.Program is { Command: [var name, ..] }
        ? $"`{Path.GetFileName(name).Replace('`', '\'')}`"
        : string.Create(CultureInfo.InvariantCulture, $"{examination.Diagnoses.Count} requests");

    // | operation | A | B |, and what A and B are
    private static void Matrix(StringBuilder page, Examination examination)
    {
        if (examination.Matrix is not { Rows.Count: > 0 } matrix)
        {
            return;
        }

        var groups = OutcomeGroup.Of(matrix);
        page.Append("\n| operation |").AppendJoin('|', groups.Select(group => $" {group.Letter} ")).Append("|\n|---|")
            .Append(string.Concat(groups.Select(_ => "---|"))).Append('\n');
        for (var i = 0; i < matrix.Rows.Count; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {Text(MatrixText.NameOf(matrix.Rows[i], matrix))} |")
                .AppendJoin('|', groups.Select(group => $" {group.Cells[i].ToString()} ")).Append("|\n");
        }

        page.Append('\n');
        foreach (var group in groups)
        {
            var reasons = string.Join("; ", group.Reasons(matrix));
            page.Append(CultureInfo.InvariantCulture, $"- **{group.Letter}**: {string.Join(", ", group.Ways)}{(reasons.Length > 0 ? $" ({Text(reasons)})" : "")}\n");
        }
    }

    private static void Changes(StringBuilder page, Examination examination)
    {
        if (examination.Comparison is not { } comparison)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"\n**{ComparisonText.Headline(comparison)}**\n\n");
        foreach (var change in comparison.Changes)
        {
            page.Append(CultureInfo.InvariantCulture, $"- {Text(change.Operation)}, {Text(change.What)}: {Text(ComparisonText.Words(change))}{(change.IsWorse ? " ❌" : "")}\n");
        }
    }

    private static void Item(StringBuilder page, string label, string? content)
    {
        if (!string.IsNullOrEmpty(content))
        {
            page.Append(CultureInfo.InvariantCulture, $"- {label}: {Text(content)}\n");
        }
    }

    // What a client sent must not become markup of the page that shows it.
    private static string Text(string text)
    {
        var output = new StringBuilder(text.Length);
        foreach (var c in Legible.Spell(text))
        {
            _ = c switch
            {
                '<' => output.Append("&lt;"),
                '>' => output.Append("&gt;"),
                '&' => output.Append("&amp;"),
                '|' or '[' or ']' or '`' or '*' or '_' or '\\' or '#' or '!' => output.Append('\\').Append(c),
                _ => output.Append(c),
            };
        }

        return output.ToString();
    }
}
