using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;

namespace Sealane.Doctor.Explanations;

/// <summary>An explanation as plain text. No secret and no signature is in it, whatever the exhibits hold.</summary>
public static class ExplanationText
{
    // What went well is counted; of many that failed of the same, one speaks for all.
    private const int MostShown = 10;

    /// <summary>Writes it.</summary>
    public static string Write(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var text = new PlainPage();
        foreach (var exhibit in explanation.Exhibits)
        {
            text.Line(exhibit.Problem is { } problem
                ? $"{exhibit.Name}: {problem}."
                : $"{exhibit.Name}: {string.Join(", ", exhibit.Found)} ({string.Join("; ", exhibit.Kinds)}).");
        }

        var groups = Told(explanation).GroupBy(Cause).ToList();
        foreach (var group in groups.Take(MostShown))
        {
            text.Line();
            Write(text, group.First(), group.Count());
        }

        if (groups.Count > MostShown)
        {
            text.Line();
            text.Line($"And {groups.Count - MostShown} other causes: --json shows all.");
        }

        var well = explanation.Requests.Count - groups.Sum(group => group.Count());
        if (well > 0)
        {
            text.Line();
            text.Line(well == 1 ? "1 other request: nothing in it is refused or wrong." : $"{well} other requests: nothing in them is refused or wrong.");
        }

        return explanation.Secrets.Mask(text.ToString());
    }

    // Those that failed or may; where none did, whatever there is.
    private static List<ExplainedRequest> Told(Explanation explanation)
    {
        List<ExplainedRequest> told = [.. explanation.Requests.Where(request => request.IsRefused || request.Diagnosis.Findings.Any(finding => finding.Severity > Severity.Notice))];
        return told.Count > 0 ? told : [.. explanation.Requests.Take(1)];
    }

    private static string Cause(ExplainedRequest request) =>
        $"{request.Diagnosis.ErrorCode} {string.Join(' ', request.Diagnosis.Findings.Select(finding => $"{finding.Id} {finding.Subject}"))} {request.Diagnosis.Client} {request.Diagnosis.Request.Split(' ')[0]}";

    private static void Write(PlainPage text, ExplainedRequest request, int count)
    {
        var diagnosis = request.Diagnosis;
        text.Line($"{diagnosis.Request}{(diagnosis.Client is null ? "" : $", sent by {diagnosis.Client}")} (request id {diagnosis.VoyageId}; told by {string.Join(" and ", request.Exhibits)})");
        if (count > 1)
        {
            text.Line($"{count - 1} more like this one.");
        }

        text.Paragraph("Result", request.Conclusion);
        foreach (var fact in request.Facts)
        {
            text.Paragraph("Known", fact);
        }

        TextReport.WriteFindings(text, diagnosis, finding => finding.Broke ? "it broke of this" : "it need not break of this");
        TextReport.Compare(text, diagnosis.CanonicalRequests);
        if (request.Untolds.Count > 0)
        {
            text.Line();
            text.Line("What the exhibits do not tell, and what would:");
        }

        foreach (var untold in request.Untolds)
        {
            text.Paragraph("Open", untold.What);
            text.Paragraph("Wanted", Legible.Spell(untold.Wanted));
        }
    }
}
