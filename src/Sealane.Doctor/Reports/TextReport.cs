using System.Globalization;
using System.Text;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>Reports as plain text, for a terminal without colours, a log or a mail.</summary>
public static class TextReport
{
    private const int Width = 110;

    /// <summary>The report of one request.</summary>
    public static string Write(Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        var text = new StringBuilder();
        Line(text, $"{diagnosis.Request}{(diagnosis.Client is null ? "" : $", sent by {diagnosis.Client}")} (request {diagnosis.VoyageId})");
        Line(text, $"Verdict: {VerdictWords.Of(diagnosis)}{Answer(diagnosis)}.");
        foreach (var leg in diagnosis.Legs.Where(leg => leg.Before.Framing != leg.After.Framing))
        {
            Line(text, $"At {leg} the body's framing became {leg.After.Framing} (it was {leg.Before.Framing}{(leg.Hold is null ? "" : $"; the hop held: {leg.Hold}")}).");
        }

        WriteFindings(text, diagnosis, finding => finding.Broke ? "broke this run" : "did not break this run");
        Harmless(text, diagnosis);
        Compare(text, diagnosis.CanonicalRequests);
        return text.ToString();
    }

    /// <summary>The findings of one request, each with its header's journey.</summary>
    internal static void WriteFindings(StringBuilder text, Diagnosis diagnosis, Func<Finding, string> count)
    {
        foreach (var finding in diagnosis.Findings)
        {
            text.Append('\n');
            Describe(text, finding, count(finding));
            if (diagnosis.Journeys.FirstOrDefault(journey => journey.Subject == finding.Subject) is { } journey)
            {
                Draw(text, journey);
            }
        }
    }

    /// <summary>The report of many requests, by cause.</summary>
    public static string Write(IReadOnlyCollection<Diagnosis> diagnoses)
    {
        ArgumentNullException.ThrowIfNull(diagnoses);
        var text = new StringBuilder();
        Line(text, $"{diagnoses.Count} {(diagnoses.Count == 1 ? "request" : "requests")} examined.");
        foreach (var group in diagnoses.GroupBy(diagnosis => (diagnosis.Verdict, diagnosis.Unproven)).OrderBy(group => group.Key))
        {
            Line(text, $"  {group.Count()}: {VerdictWords.Of(group.First())}.");
        }

        foreach (var signed in diagnoses.Where(diagnosis => diagnosis.SignedHeaders.Count > 0)
            .GroupBy(diagnosis => (Client: diagnosis.Client?.ToString() ?? "a client", Headers: string.Join(';', diagnosis.SignedHeaders))))
        {
            Wrap(text, "Signed", $"by {signed.Key.Client} in {signed.Count()}: {signed.Key.Headers.Replace(";", "; ", StringComparison.Ordinal)}");
        }

        foreach (var cause in CauseSummary.Group(diagnoses))
        {
            text.Append('\n');
            Describe(text, cause.Example, $"found in {cause.Seen} of {diagnoses.Count}, broke {cause.Broke}");
            if (diagnoses.First(diagnosis => diagnosis.Findings.Contains(cause.Example)).Journeys.FirstOrDefault(journey => journey.Subject == cause.Example.Subject) is { } journey)
            {
                Draw(text, journey);
            }
        }

        return text.ToString();
    }

    private static void Describe(StringBuilder text, Finding finding, string count)
    {
        Line(text, $"{finding.Id} {finding.Title}");
        Line(text, $"  {finding.Severity.ToString().ToLowerInvariant()}: {finding.Subject}{(finding.Hop is null ? "" : $" at {finding.Hop}")}, {(finding.Proven ? "proven" : "not proven")}, {count}"
            + (finding.Client is null ? string.Empty : $", sent by {finding.Client}"));
        Wrap(text, "When", finding.Condition?.When);
        Wrap(text, "What", finding.Explanation);
        Wrap(text, "Do", finding.Remedy);
        Wrap(text, "Source", finding.Source);
    }

    private static void Draw(StringBuilder text, HeaderJourney journey)
    {
        Line(text, $"  The journey of {journey.Subject} ({(journey.IsSigned ? "signed" : "not signed")}):");
        var width = journey.Points.Max(point => point.Place.Length);
        foreach (var point in journey.Points)
        {
            Line(text, $"    {point.Place.PadRight(width)}  {(point.IsAsSent ? " " : "!")} {point}");
        }
    }

    private static void Harmless(StringBuilder text, Diagnosis diagnosis)
    {
        var harmless = diagnosis.Differences
            .Where(difference => difference.Part != RequestPart.Framing && !diagnosis.Findings.Any(finding => finding.Subject == difference.Part.Name))
            .GroupBy(difference => difference.Leg.ToString())
            .ToList();
        if (harmless.Count > 0)
        {
            text.Append('\n');
        }

        foreach (var leg in harmless)
        {
            Wrap(text, "Harmless", $"{leg.Key} changed what no signature covers, or nothing that it sees: "
                + string.Join(", ", leg.Select(difference => $"{difference.Part} {difference.Kind.ToString().ToLowerInvariant()}")) + ".");
        }
    }

    /// <summary>The two canonical requests line by line, where they differ.</summary>
    internal static void Compare(StringBuilder text, CanonicalComparison? comparison)
    {
        if (comparison is null || comparison.IsEqual)
        {
            return;
        }

        text.Append('\n');
        Line(text, "Canonical requests (- as the client signed, + as the endpoint computes):");
        foreach (var line in comparison.Lines)
        {
            if (!line.Differs)
            {
                Line(text, $"    {line.Client}");
                continue;
            }

            Line(text, $"  - {line.Client ?? "(no such line)"}");
            Line(text, $"  + {line.Endpoint ?? "(no such line)"}");
        }
    }

    private static string Answer(Diagnosis diagnosis) => diagnosis.Status is { } status
        ? string.Create(CultureInfo.InvariantCulture, $"; the endpoint answered {status}{(diagnosis.ErrorCode is null ? "" : $" {diagnosis.ErrorCode}")}")
        : string.Empty;

    internal static void Wrap(StringBuilder text, string label, string? content)
    {
        if (string.IsNullOrEmpty(content))
        {
            return;
        }

        var line = new StringBuilder($"  {label}:".PadRight(12));
        foreach (var word in content.Split(' '))
        {
            if (line.Length + word.Length + 1 > Width && line.Length > 12)
            {
                Line(text, line.ToString().TrimEnd());
                line.Clear().Append(' ', 12);
            }

            line.Append(word).Append(' ');
        }

        Line(text, line.ToString().TrimEnd());
    }

    internal static void Line(StringBuilder text, string line) => text.Append(Legible.Spell(line)).Append('\n');
}
