using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL106: the endpoint's hash of the body is not the signed one.</summary>
internal sealed class PayloadMismatch : RefusalRule
{
    protected override FindingRow Cause => FindingTable.PayloadMismatch;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        if (evidence.Voyage.Arrival?.ErrorCode != "XAmzContentSHA256Mismatch")
        {
            yield break;
        }

        var trace = BodyTraces.Find(evidence);
        yield return Named(
            evidence,
            client,
            "body",
            proven: true,
            $"The endpoint hashed the body that arrived and came to another value than x-amz-content-sha256 says, {evidence.Way.Sent.Head.Value("x-amz-content-sha256")}. "
            + (trace is null ? "Nothing in the heads says that a hop touched the body." : $"{trace} says that a hop touched the body: {Telling.Journey(HeaderJourney.Of(evidence, trace.Part))}"),
            trace is null
                ? "Hash the very bytes that are sent: look for a stream that was read before and not rewound, a file that changes while it is sent, or text that is encoded anew after it was hashed."
                : $"Let {trace.Leg} pass the body on byte for byte: no compression, no content filter.",
            trace?.Leg);
    }
}
