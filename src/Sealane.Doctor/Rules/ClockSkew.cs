using System.Globalization;
using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Artifacts;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL109: the signed time is more than 15 minutes from the endpoint's, or a presigned request is used before or after its time.</summary>
internal sealed class ClockSkew : RefusalRule
{
    private static readonly TimeSpan Largest = TimeSpan.FromMinutes(15);

    protected override FindingRow Cause => FindingTable.ClockSkew;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        if (evidence is not { IsRefused: true, Authorization: { } authorization, Voyage.Arrival: { } arrival } || !Timestamps.TryRead(authorization.Timestamp, out var signed))
        {
            yield break;
        }

        var ahead = signed - arrival.Time;
        var times = $"It was signed at {Show(signed)}, and the endpoint's clock says {Show(arrival.Time)}";
        if (authorization.Expires is { } expires && arrival.Time > signed + expires)
        {
            yield return Named(evidence, client, "time", proven: true,
                $"{times}. The presigned request was good for {Words(expires)}, which were over {Words(arrival.Time - signed - expires)} before.",
                "Presign anew, with a longer expiry (a week at most); temporary credentials that expire earlier end it earlier.");
        }
        else if (authorization.Expires is null ? ahead.Duration() > Largest : ahead > Largest)
        {
            yield return Named(evidence, client, "time", proven: true,
                $"{times}: {Words(ahead.Duration())} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} the signature. S3 accepts 15 minutes.",
                "Set the client's clock (NTP); in a container or a virtual machine that was asleep, the host's. Where the request waited in a queue, sign it when it is sent.");
        }
    }

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Words(TimeSpan span) => span switch
    {
        { TotalMinutes: < 2 } => Words(span.TotalSeconds, "seconds"),
        { TotalHours: < 2 } => Words(span.TotalMinutes, "minutes"),
        { TotalDays: < 2 } => Words(span.TotalHours, "hours"),
        _ => Words(span.TotalDays, "days"),
    };

    private static string Words(double count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}");
}
