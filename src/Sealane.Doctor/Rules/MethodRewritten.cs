using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL118: the method is not what was signed; a cache makes GET of HEAD.</summary>
internal sealed class MethodRewritten : ChangeRule
{
    protected override FindingRow Cause => FindingTable.MethodRewritten;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) => culprit.Part == RequestPart.Method;

    protected override string Why(Culprit culprit, RequestEvidence evidence) => "The method is the first line of what is signed.";

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) =>
        ProxySettings.For(Cause, culprit.Difference.Leg.Name, "Let the hop pass the method on as it came; a cache before S3 must not turn HEAD into GET.");
}
