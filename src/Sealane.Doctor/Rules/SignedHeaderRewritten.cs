using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Headers;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL110: a signed header that is meant to arrive as sent did not. It claims what no other rule does.</summary>
internal sealed class SignedHeaderRewritten : ChangeRule
{
    protected override FindingRow Cause => FindingTable.SignedHeaderRewritten;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) => true;

    protected override string Why(Culprit culprit, RequestEvidence evidence) =>
        "It is signed, and the endpoint computes the signature over what it sees instead"
        + (culprit.Difference.Kind == ChangeKind.Removed ? ": an absent header counts as an empty one." : ".")
        + (Row(culprit) is { Fate: HeaderFate.Rewritten } row ? $" Intermediaries in the field do this: {row.Why}" : string.Empty);

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) => Row(culprit) is { Fate: HeaderFate.Rewritten }
        ? $"Take {culprit.Part} out of what the client signs; S3 does not need it signed. Or let {culprit.Difference.Leg} pass it on unchanged."
        : $"Let {culprit.Difference.Leg} pass {culprit.Part} on unchanged: HTTP asks that of every hop (RFC 9110 7.6.1), and S3 wants it signed or the client chose to sign it.";

    protected override string SourceOf(Culprit culprit) => Row(culprit)?.Source ?? Cause.Source;

    private static HeaderRow? Row(Culprit culprit) => HeaderTable.Find(culprit.Part.Name);
}
