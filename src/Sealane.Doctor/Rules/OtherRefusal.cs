using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Protocol.Errors;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL120, the last resort: no rule explains the refusal, so the endpoint's own words are passed on.</summary>
internal sealed class OtherRefusal : RefusalRule
{
    protected override FindingRow Cause => FindingTable.OtherRefusal;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        // The endpoint need not know a key that is not known here either.
        var code = evidence.Voyage.Arrival?.ErrorCode;
        if (evidence.Way.Status is not { } status || !Judgement.IsAboutSignature(evidence) || (code == "InvalidAccessKeyId" && !evidence.IsKeyKnown))
        {
            yield break;
        }

        var row = ErrorTable.Describe(status, code);
        yield return Named(evidence, client, "request", proven: evidence.IsKeyKnown,
            $"{(evidence.IsKeyKnown ? "The signature verifies as it arrived" : "What is signed arrived as it was sent")}, so the way is not to blame. The endpoint answered {status}{(code is null ? "" : $" {code}")}: {Legible.Text(evidence.Voyage.Arrival?.ErrorMessage ?? row.Message)} {row.Meaning}",
            row.Remedy);
    }
}
