using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Reports;

/// <summary>One cause over all requests and ways: the same id, subject and client, and for requests as they were sent the same hop.</summary>
/// <param name="Example">A finding that speaks for all; one that broke and is proven, where any is.</param>
/// <param name="Journey">The journey of what it is about; null when that is no header.</param>
/// <param name="Requests">In how many of the requests it was found as they were sent.</param>
/// <param name="Broke">How many of these broke of it.</param>
/// <param name="Ways">The ways on which replays broke of it.</param>
/// <param name="BreaksAnyClient">Whether no client survives these ways: then the program is not to blame.</param>
/// <param name="Remedies">What to do, each sentence once: at the hops of different ways it differs.</param>
/// <param name="VoyageIds">Which of the requests.</param>
/// <param name="Replay">The replay that the example comes from; null when it comes from a request as it was sent.</param>
public sealed record Cause(
    Finding Example,
    HeaderJourney? Journey,
    int Requests,
    int Broke,
    IReadOnlyList<string> Ways,
    bool BreaksAnyClient,
    IReadOnlyList<string> Remedies,
    IReadOnlyList<string> VoyageIds,
    Diagnosis? Replay)
{
    /// <summary>The causes of an examination: those that the program is to blame for first, and of these the gravest.</summary>
    internal static IReadOnlyList<Cause> Of(Examination examination)
    {
        List<Trace> sent = [.. examination.Diagnoses.SelectMany(diagnosis => diagnosis.Findings.Select(finding => new Trace(finding, diagnosis, Way: null, BreaksAnyClient: false)))];
        var replayed = examination.Replays.SelectMany(replay => replay.Causes.Select(finding => new Trace(finding, replay.Diagnosis, replay.Way, replay.BreaksAnyClient)));
        return
        [
            .. sent.Concat(replayed)
                .GroupBy(trace => trace.Key)
                .SelectMany(cause =>
                {
                    // A finding without a hop foretells what a hop may do: it is counted with those that name one. A replay's hop is its way.
                    var first = cause.Select(trace => trace.Hop).FirstOrDefault(hop => hop is not null);
                    return cause.GroupBy(trace => trace.Way is null ? trace.Hop ?? first : first);
                })
                .Select(group => Of([.. group]))
                .OrderBy(cause => cause.BreaksAnyClient)
                .ThenByDescending(cause => cause.Example.Severity)
                .ThenByDescending(cause => cause.Broke)
                .ThenByDescending(cause => cause.Ways.Count)
                .ThenBy(cause => cause.Example.Id, StringComparer.Ordinal),
        ];
    }

    private static Cause Of(IReadOnlyList<Trace> traces)
    {
        var example = traces.OrderByDescending(trace => trace.Finding.Broke).ThenByDescending(trace => trace.Finding.Proven).First();
        var sent = traces.Where(trace => trace.Way is null).ToList();
        return new Cause(
            example.Finding,
            example.Diagnosis.Journeys.FirstOrDefault(journey => journey.Subject == example.Finding.Subject),
            sent.Count,
            sent.Count(trace => trace.Finding.Broke),
            [.. traces.Select(trace => trace.Way).OfType<string>().Distinct(StringComparer.Ordinal)],
            example.BreaksAnyClient,
            [.. traces.Prepend(example).Select(trace => trace.Finding.Remedy).Distinct(StringComparer.Ordinal)],
            [.. sent.Select(trace => trace.Diagnosis.VoyageId)],
            example.Way is null ? null : example.Diagnosis);
    }

    private sealed record Trace(Finding Finding, Diagnosis Diagnosis, string? Way, bool BreaksAnyClient)
    {
        public (string Id, string Subject, string? Client, bool BreaksAnyClient) Key => (Finding.Id, Finding.Subject, Finding.Client?.ToString(), BreaksAnyClient);

        public HopPlace? Hop => Way is null ? Finding.Hop : null;
    }
}
