using System.Globalization;
using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Journey;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL122 to SEAL128: what hops did to the answer. No signature breaks of it, but clients check answers, and act on them.</summary>
internal static class AnswerChanges
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);

    /// <summary>The findings of one voyage.</summary>
    public static IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client) =>
        evidence.Way.Legs.Where(leg => leg is { AnswerBefore: not null, Answer: not null }).SelectMany(leg => Of(leg, leg.AnswerBefore!, leg.Answer!).Select(change => new Finding
        {
            Cause = change.Cause,
            Severity = Severity.Warning,
            Subject = change.Subject,
            Hop = HopPlace.Of(leg),
            Broke = false,
            Proven = true,
            Explanation = change.Explanation,
            Remedy = change.Remedy,
            Source = change.Cause.Source,
            Client = client,
        }));

    private static IEnumerable<(FindingRow Cause, string Subject, string Explanation, string Remedy)> Of(Leg leg, MessageHead came, MessageHead went)
    {
        bool HasChanged(string header) => !came.Values(header).SequenceEqual(went.Values(header), StringComparer.Ordinal);
        var isReplaced = came.Status >= 400 && HasChanged("content-type");
        var isRecoded = went.Has("content-encoding") && HasChanged("content-encoding");
        if (came.Status != went.Status)
        {
            yield return (FindingTable.AnswerStatusChanged, "answer status",
                $"{leg} got {came.Status} and gave back {went.Status}: it cut the range out of the whole itself, or judged the client's condition itself.",
                "Let the hop pass Range and the If- headers on and the answer back; a hop that keeps copies may answer from an old one.");
        }

        if (isReplaced)
        {
            yield return (FindingTable.ErrorReplaced, "answer body",
                $"The endpoint answered {came.Status} with its error document ({Show(came.Value("content-type"))}), and {leg} gave back another one ({Show(went.Value("content-type"))}). S3's code, message and request id are lost, so a client cannot tell what went wrong, nor whether to try again.",
                "Switch the hop's own error pages off for S3 (proxy_intercept_errors off at nginx, ProxyErrorOverride Off at Apache, no custom error responses at CloudFront).");
            yield break;
        }

        if (isRecoded)
        {
            yield return (FindingTable.AnswerRecoded, "answer body",
                $"{leg} gave the answer back with Content-Encoding: {went.Value("content-encoding")}, which the endpoint did not send. Length, ranges and checksums speak of bytes that did not arrive, and a client that checks them fails.",
                "Switch compression off for S3 at the hop (gzip off at nginx, which compresses the XML of errors too), or have the client ask for Accept-Encoding: identity.");
        }
        else if (came.Has("etag") && HasChanged("etag") && went.Status != 304)
        {
            yield return (FindingTable.AnswerETagChanged, "answer etag",
                $"The endpoint's ETag {came.Value("etag")} became {went.Value("etag") ?? "absent"} at {leg}. A client that compares it with an MD5, sends it back in If-Match, or completes an upload with it fails.",
                "Let the hop pass ETag on as it came; nginx weakens it where gzip is on.");
        }

        if (HasChanged("date") && TimeOf(came.Value("date")) is { } told && TimeOf(went.Value("date")) is { } shown && (shown - told).Duration() > LargestSkew)
        {
            yield return (FindingTable.AnswerClockSkewed, "answer date",
                $"The endpoint's Date {came.Value("date")} became {went.Value("date")} at {leg}. A client that sets its signing clock by it signs for the wrong time, and S3 refuses that (RequestTimeTooSkewed).",
                "Set the hop's clock (NTP), or let it pass Date on as it came.");
        }

        if (came.Has("location") && HasChanged("location"))
        {
            yield return (FindingTable.RedirectRewritten, "answer location",
                $"The endpoint's Location {came.Value("location")} became {went.Value("location") ?? "absent"} at {leg}. A client that follows asks the hop again, and not the region that holds the bucket.",
                "Let the hop pass Location on as it came (proxy_redirect off at nginx), and give the client the bucket's region.");
        }

        string[] lost = [.. came.Lines.Select(line => line.Name.ToLowerInvariant()).Distinct().Where(name => name.StartsWith("x-amz-", StringComparison.Ordinal) && HasChanged(name))];
        if (lost.Length > 0)
        {
            yield return (FindingTable.AnswerHeaderLost, "answer headers",
                $"Of what the endpoint said, {leg} changed or lost {string.Join(", ", lost)}. Checksums, metadata, versions and the request id reach the client in such headers.",
                "Let the hop pass x-amz- headers back as they came; servers drop names with an underscore or a dot.");
        }
    }

    private static string Show(string? value) => value is null ? "no Content-Type" : Legible.Text(value);

    private static DateTimeOffset? TimeOf(string? date) => DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
