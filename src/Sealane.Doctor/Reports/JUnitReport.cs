using System.Globalization;
using System.Text;
using System.Xml;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Matrix;

namespace Sealane.Doctor.Reports;

/// <summary>Reports as JUnit XML: a test case an operation and way, and one for what the whole comes to.</summary>
/// <remarks>Where no client survives a way that nobody asked for, the case is skipped; what is not proven is an error, so that it never looks passed.</remarks>
public static class JUnitReport
{
    /// <summary>The report of an examination.</summary>
    public static byte[] Write(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        List<Case> cases = [Whole(examination), .. Cases(examination)];
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "sealane doctor");
            Count(xml, "tests", cases.Count);
            Count(xml, "failures", cases.Count(each => each.Outcome == "failure"));
            Count(xml, "errors", cases.Count(each => each.Outcome == "error"));
            Count(xml, "skipped", cases.Count(each => each.Outcome == "skipped"));
            foreach (var each in cases)
            {
                Write(xml, each);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static Case Whole(Examination examination)
    {
        var text = string.Join('\n', examination.Doubts.Concat(examination.Causes.Where(cause => !cause.BreaksAnyClient).Select(cause => cause.Example.ToString())));
        var message = examination.Comparison is { } comparison ? ComparisonText.Headline(comparison) : ConclusionWords.Of(examination);
        return new Case("sealane doctor", "conclusion", message, text, examination switch
        {
            { Conclusion: Conclusion.NothingSeen or Conclusion.NotProven } => "error",
            { Comparison: { } compared } => compared.IsWorse ? "failure" : null,
            { Conclusion: Conclusion.Finding } => "failure",
            _ => null,
        });
    }

    private static IEnumerable<Case> Cases(Examination examination)
    {
        if (examination.Matrix is not { } matrix)
        {
            yield break;
        }

        foreach (var (row, way, cell) in matrix.Cells.Where(each => each.Cell.Verdict != CellVerdict.NotMet))
        {
            var causes = string.Join("; ", cell.Causes.Select(cause => $"{cause.Id} {cause.Subject}"));
            var details = string.Join("\n\n", cell.Causes.Select(cause => $"{cause.Id} {cause.Title}\n{cause.Explanation}\n{cause.Remedy}"));
            yield return new Case(
                MatrixText.NameOf(row, matrix), way.Name, $"{cell}{(cell.Condition is null ? "" : $": {cell.Condition}")}{(causes.Length > 0 ? $" ({causes})" : "")}", details, OutcomeOf(examination, row, way, cell));
        }
    }

    // Against a baseline only what got worse fails; the rest was known.
    private static string? OutcomeOf(Examination examination, MatrixRow row, MatrixWay way, MatrixCell cell) =>
        examination.Comparison is { } comparison ? comparison.Changes.Any(change => change.IsWorse && change.Operation == row.Operation && change.What == way.Name) ? "failure" : cell.IsHarmed ? "skipped" : null
        : examination.Counts(cell) ? "failure"
        : cell.IsHarmed ? "skipped"
        : cell.Verdict == CellVerdict.NotProven ? "error"
        : null;

    private static void Write(XmlWriter xml, Case each)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Legible.Spell(each.Operation));
        xml.WriteAttributeString("name", each.Way);
        if (each.Outcome is { } outcome)
        {
            xml.WriteStartElement(outcome);
            xml.WriteAttributeString("message", Legible.Spell(each.Message));
            xml.WriteString(string.Join('\n', each.Details.Split('\n').Select(Legible.Spell)));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Count(XmlWriter xml, string name, int count) => xml.WriteAttributeString(name, count.ToString(CultureInfo.InvariantCulture));

    private sealed record Case(string Operation, string Way, string Message, string Details, string? Outcome);
}
