using System.Globalization;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Reports;

namespace Sealane.Doctor.Probing;

/// <summary>A report of a way as plain text.</summary>
public static class WayText
{
    // Two profiles that are nearly as like as the first are shown beside it, and none that is hardly like at all.
    private const int MostProfiles = 3;
    private const double LeastLikeness = 0.3;

    /// <summary>Writes it.</summary>
    public static string Write(WayReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new PlainPage();
        text.Line($"{report.Way}: {report.Requests} requests.");
        foreach (var check in report.Checks)
        {
            text.Paragraph(check.Result switch { CheckResult.Fine => "Fine", CheckResult.Trouble => "Trouble", CheckResult.NotTold => "Not told", _ => "Note" }, $"{check.Subject}: {check.Sentence}");
        }

        if (report.Obstacle is { } obstacle)
        {
            text.Line();
            text.Paragraph("Obstacle", obstacle);
        }

        Draw(text, report);
        foreach (var cause in report.Causes)
        {
            text.Line();
            text.Line($"{cause.Example.Id} {cause.Example.Title}: {cause.Example.Subject}{(report.Beginning[^1].Changes.Any(change => change.Part.Name == cause.Example.Subject) ? ", in every request" : cause.Requests > 1 ? $", in {cause.Requests} probes" : "")}");
            text.Paragraph("What", cause.Example.Explanation);
            text.Paragraph("Do", cause.Example.Remedy);
        }

        Compare(text, report);
        if (report.IsShown)
        {
            text.Line();
            text.Line("What this cannot tell:");
            foreach (var untold in report.Untold)
            {
                text.Paragraph("Open", untold);
            }
        }

        return text.ToString();
    }

    // One line a probe that was touched, drawn as what was sent and what arrived; the untouched are counted.
    private static void Draw(PlainPage text, WayReport report)
    {
        if (!report.IsShown)
        {
            return;
        }

        text.Line();
        text.Line(report.HasFindings ? "Your way does this to signed requests:" : "Your way changes nothing that was probed: every signed part arrived as it was sent.");
        foreach (var group in report.Beginning.Concat(report.Outcomes).GroupBy(outcome => outcome.Probe.Subject))
        {
            var touched = group.Where(outcome => outcome.IsTouched).ToList();
            if (touched.Count == 0 && !report.HasFindings)
            {
                continue;
            }

            var count = group.Count();
            text.Line($"  {Heading(group.Key)}: {(touched.Count == 0 ? $"{(count == 1 ? "it arrives as sent" : $"all {count} arrive as sent")}" : count == 1 ? "changed" : $"{touched.Count} of {count} changed or stopped")}");
            foreach (var line in touched.SelectMany(Lines).Distinct())
            {
                text.Line($"    {line}");
            }
        }
    }

    private static IEnumerable<string> Lines(ProbeOutcome outcome)
    {
        var proof = outcome.Survives is { } survives ? survives ? "; a right signature survives it" : "; a right signature does not survive it" : string.Empty;
        if (outcome.Reach is ProbeReach.Stopped or ProbeReach.Unanswered)
        {
            yield return $"x {outcome.Probe}: stopped, {outcome.Detail}";
        }

        foreach (var change in outcome.Changes)
        {
            var (before, after) = (Show(change.Part, change.Before), Show(change.Part, change.After));
            yield return change.Kind switch
            {
                ChangeKind.Removed => $"- {change.Part}: '{before}' does not arrive{proof}",
                ChangeKind.Added => after == Exhibits.Reconstruction.Unknown ? $"+ {change.Part} is added, and S3 wants it signed{proof}" : $"+ {change.Part}: '{after}' is added{proof}",
                ChangeKind.Merged => $"! {change.Part}: lines are merged to '{after}'{proof}",
                _ => $"! {change.Part}: '{before}' arrives as '{after}'{proof}",
            };
        }
    }

    private static string Show(RequestPart part, IReadOnlyList<string> values)
    {
        var shown = string.Join(" | ", part.Show(values));
        return shown.Length > 80 ? $"{shown[..60]}... ({shown.Length} characters)" : shown;
    }

    private static string Heading(ProbeSubject subject) => subject switch
    {
        ProbeSubject.Plain => "Every request",
        ProbeSubject.HopByHop => "Hop-by-hop headers",
        ProbeSubject.Rewritten => "Headers that are often rewritten",
        ProbeSubject.Form => "Forms of headers",
        ProbeSubject.Path => "Paths",
        _ => "Queries",
    };

    private static void Compare(PlainPage text, WayReport report)
    {
        var like = report.Likest.Where(profile => profile.Alike >= LeastLikeness).Take(MostProfiles).ToList();
        if (like.Count == 0)
        {
            return;
        }

        text.Line();
        text.Line("It looks like these (the same probes through sealane's own imitations):");
        foreach (var profile in like)
        {
            text.Line(string.Create(CultureInfo.InvariantCulture, $"  {profile.Alike * 100,3:0} %  {profile.Name}: {profile.Title}")
                + (profile.Differing.Count is > 0 and <= 4 ? $" (but not in {string.Join(", ", profile.Differing)})" : string.Empty));
        }
    }
}
