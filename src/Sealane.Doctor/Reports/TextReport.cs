using System.Globalization;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>Reports as plain text, for a terminal without colours, a log or a mail.</summary>
public static class TextReport
{
    /// <summary>The report of one request.</summary>
    public static string Write(Diagnosis diagnosis)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        var text = new PlainPage();
        text.Line($"{diagnosis.Request}{(diagnosis.Client is null ? "" : $", sent by {diagnosis.Client}")} (request {diagnosis.VoyageId})");
        text.Line($"Verdict: {VerdictWords.Of(diagnosis)}{Answer(diagnosis)}.");
        foreach (var leg in diagnosis.Legs.Where(leg => leg.Before.Framing != leg.After.Framing))
        {
            text.Line($"At {leg} the body's framing became {leg.After.Framing} (it was {leg.Before.Framing}{(leg.Hold is null ? "" : $"; the hop held: {leg.Hold}")}).");
        }

        WriteFindings(text, diagnosis, finding => finding.Broke ? "broke this run" : "did not break this run");
        Harmless(text, diagnosis);
        Compare(text, diagnosis.CanonicalRequests);
        return text.ToString();
    }

    /// <summary>The findings of one request, each with its header's journey.</summary>
    internal static void WriteFindings(PlainPage text, Diagnosis diagnosis, Func<Finding, string> count)
    {
        foreach (var finding in diagnosis.Findings)
        {
            text.Line();
            text.Finding(finding, count(finding));
            text.Journey(diagnosis.Journeys.FirstOrDefault(journey => journey.Subject == finding.Subject));
        }
    }

    /// <summary>The report of many requests, by cause.</summary>
    public static string Write(IReadOnlyList<Diagnosis> diagnoses) => Write(new Examination { Diagnoses = diagnoses });

    /// <summary>The report of an examination.</summary>
    public static string Write(Examination examination)
    {
        ArgumentNullException.ThrowIfNull(examination);
        return ExaminationText.Write(examination);
    }

    private static void Harmless(PlainPage text, Diagnosis diagnosis)
    {
        var harmless = diagnosis.Differences
            .Where(difference => difference.Part != RequestPart.Framing && !diagnosis.Findings.Any(finding => finding.Subject == difference.Part.Name))
            .GroupBy(difference => difference.Leg.ToString())
            .ToList();
        if (harmless.Count > 0)
        {
            text.Line();
        }

        foreach (var leg in harmless)
        {
            text.Paragraph("Harmless", $"{leg.Key} changed what no signature covers, or nothing that it sees: "
                + string.Join(", ", leg.Select(difference => $"{difference.Part} {difference.Kind.ToString().ToLowerInvariant()}")) + ".");
        }
    }

    /// <summary>The two canonical requests line by line, where they differ.</summary>
    internal static void Compare(PlainPage text, CanonicalComparison? comparison)
    {
        if (comparison is null || comparison.IsEqual)
        {
            return;
        }

        text.Line();
        text.Line("Canonical requests (- as the client signed, + as the endpoint computes):");
        foreach (var line in comparison.Lines)
        {
            if (!line.Differs)
            {
                text.Line($"    {line.Client}");
                continue;
            }

            text.Line($"  - {line.Client ?? "(no such line)"}");
            text.Line($"  + {line.Endpoint ?? "(no such line)"}");
        }
    }

    private static string Answer(Diagnosis diagnosis) => diagnosis.Status is { } status
        ? string.Create(CultureInfo.InvariantCulture, $"; the endpoint answered {status}{(diagnosis.ErrorCode is null ? "" : $" {diagnosis.ErrorCode}")}")
        : string.Empty;
}
