using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Artifacts;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL115: the head verifies as it arrived, and the endpoint found a chunk signature, a trailer, a length or a checksum wrong.</summary>
internal sealed class BodySignature : RefusalRule
{
    private static readonly (string Code, string What)[] Rows =
    [
        ("SignatureDoesNotMatch", "a chunk's or the trailer's signature is not right for its bytes"),
        ("IncompleteBody", "fewer bytes arrived than were announced"),
        ("InvalidChunkSizeError", "a chunk but the last is smaller than 8 KiB"),
        ("MalformedTrailerError", "the trailer is not the one that x-amz-trailer announced, or is not well formed"),
        ("BadDigest", "the checksum or Content-MD5 that was sent is not the body's"),
    ];

    protected override FindingRow Cause => FindingTable.BodySignature;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        var code = evidence.Voyage.Arrival?.ErrorCode;
        var what = Rows.FirstOrDefault(row => row.Code == code).What;
        if (what is null || !evidence.AsArrived.IsAccepted || (code == "SignatureDoesNotMatch" && !SignsChunks(evidence)))
        {
            yield break;
        }

        var trace = BodyTraces.Find(evidence);
        yield return Named(
            evidence,
            client,
            "body",
            proven: evidence.IsKeyKnown,
            $"The head's signature is right as it arrived, so the way is not to blame for that; of the body the endpoint says {code}: {what}."
            + (trace is null ? string.Empty : $" A hop touched the body, {trace}: {Telling.Journey(HeaderJourney.Of(evidence, trace.Part))}"),
            trace is null
                ? "Look at what the client writes after the head: each chunk signed over the one before, one final chunk alone, the trailer that x-amz-trailer announces, and as many bytes as x-amz-decoded-content-length says."
                : $"Let {trace.Leg} pass the body on byte for byte.",
            trace?.Leg);
    }

    private static bool SignsChunks(RequestEvidence evidence) =>
        evidence.Way.Sent.Head.Value("x-amz-content-sha256") is PayloadHash.StreamingSigned or PayloadHash.StreamingSignedTrailer;
}
