namespace Sealane.Doctor.Findings;

/// <summary>One cause over many requests: the same id, subject, hop and client.</summary>
/// <param name="Example">A finding that speaks for all; one that broke, where any did.</param>
/// <param name="Seen">In how many requests it was found.</param>
/// <param name="Broke">How many of these broke of it.</param>
/// <param name="VoyageIds">Which requests.</param>
public sealed record CauseSummary(Finding Example, int Seen, int Broke, IReadOnlyList<string> VoyageIds)
{
    /// <summary>Groups the findings of many requests by cause, the gravest and most frequent first.</summary>
    /// <remarks>A finding without a hop foretells what a hop may do: it is counted with those of the same id, subject and client that name one.</remarks>
    public static IReadOnlyList<CauseSummary> Group(IEnumerable<Diagnosis> diagnoses)
    {
        ArgumentNullException.ThrowIfNull(diagnoses);
        return
        [
            .. diagnoses.SelectMany(diagnosis => diagnosis.Findings.Select(finding => (Finding: finding, diagnosis.VoyageId)))
                .GroupBy(found => (found.Finding.Id, found.Finding.Subject, Client: found.Finding.Client?.ToString()))
                .SelectMany(cause =>
                {
                    var first = cause.Select(found => found.Finding.Hop).FirstOrDefault(hop => hop is not null);
                    return cause.GroupBy(found => found.Finding.Hop ?? first);
                })
                .Select(group => new CauseSummary(
                    group.Select(found => found.Finding).OrderByDescending(finding => finding.Broke).ThenByDescending(finding => finding.Proven).First(),
                    group.Count(),
                    group.Count(found => found.Finding.Broke),
                    [.. group.Select(found => found.VoyageId)]))
                .OrderByDescending(summary => summary.Example.Severity)
                .ThenByDescending(summary => summary.Broke)
                .ThenByDescending(summary => summary.Seen)
                .ThenBy(summary => summary.Example.Id, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Example}: {Broke} of {Seen} broke";
}
