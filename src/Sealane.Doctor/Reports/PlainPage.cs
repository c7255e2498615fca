using System.Text;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>Plain text as it grows, line by line; nothing in it can move a terminal's cursor.</summary>
/// <param name="width">Columns beyond which labelled paragraphs are wrapped.</param>
internal sealed class PlainPage(int width = 110)
{
    private const int Indent = 12;

    private readonly StringBuilder _text = new();

    /// <summary>A line, empty by default.</summary>
    public void Line(string line = "") => _text.Append(Legible.Spell(line)).Append('\n');

    /// <summary>A labelled paragraph; nothing when there is nothing to say.</summary>
    public void Paragraph(string label, string? content)
    {
        if (!string.IsNullOrEmpty(content))
        {
            Wrap($"  {label}:", content, Indent);
        }
    }

    /// <summary>Words after a lead, wrapped at the indent.</summary>
    public void Wrap(string lead, string content, int indent)
    {
        var line = new StringBuilder(lead.Length < indent ? lead.PadRight(indent) : lead.TrimEnd() + ' ');
        foreach (var word in content.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length + word.Length + 1 > width && line.Length > indent)
            {
                Line(line.ToString().TrimEnd());
                line.Clear().Append(' ', indent);
            }

            line.Append(word).Append(' ');
        }

        Line(line.ToString().TrimEnd());
    }

    /// <summary>A finding: what it is, when, why and what to do.</summary>
    public void Finding(Finding finding, string count, params IEnumerable<string> remedies)
    {
        Line($"{finding.Id} {finding.Title}");
        var place = finding.Hop is null ? "" : $" at {finding.Hop}";
        var sender = finding.Client is null ? "" : $", sent by {finding.Client}";
        Wrap("", $"{finding.Severity.ToString().ToLowerInvariant()}: {finding.Subject}{place}, {(finding.Proven ? "proven" : "not proven")}, {count}{sender}", 2);
        Paragraph("When", finding.Condition?.When);
        Paragraph("What", finding.Explanation);
        foreach (var remedy in remedies.DefaultIfEmpty(finding.Remedy))
        {
            Paragraph("Do", remedy);
        }

        Paragraph("Source", $"{finding.Source}; more in {finding.Cause.Page}");
    }

    /// <summary>A header from point to point.</summary>
    public void Journey(HeaderJourney? journey)
    {
        if (journey is null)
        {
            return;
        }

        Line($"  The journey of {journey.Subject} ({(journey.IsSigned ? "signed" : "not signed")}):");
        var places = journey.Points.Max(point => point.Place.Length);
        foreach (var point in journey.Points)
        {
            Line($"    {point.Place.PadRight(places)}  {(point.IsAsSent ? " " : "!")} {point}");
        }
    }

    /// <summary>All of it.</summary>
    public override string ToString() => _text.ToString();
}
