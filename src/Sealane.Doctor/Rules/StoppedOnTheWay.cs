using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL116: the request did not reach the endpoint; a hop answered in its place or gave up.</summary>
internal sealed class StoppedOnTheWay : RefusalRule
{
    // What answers of intermediaries were seen to mean for S3's requests.
    private static readonly (int Status, string Meaning, string Remedy)[] Rows =
    [
        (301, "the hop redirects: to https, or to the path in the form that it wants", "Address the hop as it wants to be addressed: a client that follows sends the same signature to another place."),
        (400, "the hop found the head malformed or too large: a long session token, both framings at once, or a byte above 0x7F in the target", "Shorten the head or raise the hop's limit, and send one framing alone."),
        (403, "the hop has a rule of its own against this request", "Ask whoever runs the hop; S3 did not see this request."),
        (404, "the hop refused the path itself; Apache does so for %2F", "AllowEncodedSlashes NoDecode with nocanon at Apache, or a key without %2F."),
        (407, "the proxy wants to know who is asking", "Give the proxy's user name and password in HTTPS_PROXY."),
        (408, "the hop waited too long for the body", "Send faster or in smaller parts, or raise the hop's time limit."),
        (411, "the hop wants a Content-Length", "Send the body with Content-Length: give a file or a buffer, not a stream of unknown length."),
        (413, "the body or the head is larger than the hop lets pass", "Raise the hop's limit (client_max_body_size at nginx), or upload in smaller parts."),
        (414, "the URL is longer than the hop lets pass; CloudFront's limit is 8,192 bytes", "Sign with the Authorization header, not with a presigned URL."),
        (417, "the hop does not take Expect", "Send without Expect: 100-continue."),
        (431, "the head is larger than the hop lets pass: a long session token, often", "Raise the hop's limit for heads."),
        (502, "the hop could not reach the endpoint, or did not understand its answer", "Look at the hop's log."),
        (503, "the hop is overloaded, or does not take HTTP trailers (Varnish)", "Look at the hop's log."),
        (504, "the endpoint did not answer the hop in time", "Look at the hop's log."),
    ];

    protected override FindingRow Cause => FindingTable.StoppedOnTheWay;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        if (evidence.Way.Arrived)
        {
            yield break;
        }

        var (number, hop) = evidence.Way.LastHop!.Value;
        var place = new HopPlace(number, hop.Name);
        var status = Way.AnswerOf(hop)?.Status;
        var row = Array.Find(Rows, row => row.Status == status);
        yield return Named(
            evidence,
            client,
            "request",
            proven: false,
            $"{(hop.After.Length > 0 ? $"The request left {place}, and nothing says that it reached the endpoint." : $"The request came to {place} and did not leave it.")} "
            + (status is null ? "No answer was recorded." : $"The hop answered {status}{(row.Meaning is null ? "." : $": {row.Meaning}.")}"),
            row.Remedy ?? "Look at the hop's log; S3 did not see this request.") with
        {
            Hop = place,
        };
    }
}
