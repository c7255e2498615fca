using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL119: the key's secret is not known, so that heads are compared and nothing is proven; or the endpoint does not know it.</summary>
internal sealed class KeyUnknown : RefusalRule
{
    protected override FindingRow Cause => FindingTable.KeyUnknown;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        if (evidence.Authorization is { } authorization && !evidence.IsKeyKnown)
        {
            yield return Named(evidence, client, "key", proven: false,
                $"The secret of key {authorization.AccessKeyId} is not known here. The heads were compared from hop to hop, taking what the client sent as what it signed; whether the client signed rightly is not known.",
                "To have it proven, let the client sign with a key that is known here.") with
            { Severity = Severity.Notice, Broke = false };
        }
        else if (evidence.Voyage.Arrival?.ErrorCode == "InvalidAccessKeyId")
        {
            yield return Named(evidence, client, "key", proven: true, $"The endpoint does not know the key {evidence.Authorization?.AccessKeyId}.",
                "Look for a key of another account, an older one in the environment or the profile, or a blank within it.");
        }
    }
}
