using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Headers;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL103: an intermediary added a header that S3 wants signed.</summary>
internal sealed class AmzHeaderAdded : ChangeRule
{
    protected override FindingRow Cause => FindingTable.AmzHeaderAdded;

    public override bool Claims(Culprit culprit, RequestEvidence evidence) =>
        culprit.Difference is { Kind: ChangeKind.Added, IsSigned: false } && HeaderTable.MustBeSigned(culprit.Part.Name);

    protected override string Why(Culprit culprit, RequestEvidence evidence) =>
        "S3 refuses a request that carries an x-amz- header which is not signed, and nobody on the way can sign it (AccessDenied, HeadersNotSigned)."
        + (culprit.Part.Name == "x-amz-cf-id" ? " It excepts x-amz-cf-id on its accelerate hosts alone." : string.Empty);

    protected override string Remedy(Culprit culprit, RequestEvidence evidence) => culprit.Part.Name == "x-amz-cf-id"
        ? "Do not put a CloudFront distribution before S3 with the client's own signature: use CloudFront's origin access control, or address S3 or its accelerate host directly."
        : $"Let the hop add a header of another name than {culprit.Part}, or take it off again before S3.";
}
