using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Journey;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL130: a hop sent a body chunked that came with Content-Length, and S3 answers NotImplemented or MissingContentLength.</summary>
internal sealed class LengthLost : RefusalRule
{
    protected override FindingRow Cause => FindingTable.LengthLost;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        var leg = evidence.Way.Legs.LastOrDefault(leg => leg is { Before.Framing: BodyFraming.ContentLength, After.Framing: BodyFraming.Chunked });
        if (leg is null || evidence.Way.Status is not (411 or 501))
        {
            yield break;
        }

        yield return Named(evidence, client, RequestPart.Framing.Name, proven: true,
            $"The client said how long its body is, and {leg} sent it on chunked, which says nothing of that. S3 takes a chunked body only with x-amz-decoded-content-length.",
            $"Let {leg} pass Content-Length on, and the body byte for byte; a filter that changes or compresses bodies cannot stand before S3.",
            leg);
    }
}
