using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL113: the Authorization header did not arrive as it was sent. S3 then says AccessDenied, which looks like a policy's doing.</summary>
internal sealed class AuthorizationLost : ChangeRule
{
    protected override FindingRow Cause => FindingTable.AuthorizationLost;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) => culprit.Part.Name == "authorization";

    protected override string Why(Culprit culprit, RequestEvidence evidence) => culprit.Difference.Kind == ChangeKind.Removed
        ? "Without it the request is anonymous, and S3's AccessDenied looks like a matter of policy."
        : "It carries the signature, so nothing else can be right without it.";

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) =>
        ProxySettings.For(Cause, culprit.Difference.Leg.Name, "Let the hop pass Authorization on as it came: it is meant for the origin.");
}
