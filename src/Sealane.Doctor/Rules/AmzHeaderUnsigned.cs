using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL114: the client itself sent a header that S3 wants signed, and did not sign it.</summary>
internal sealed class AmzHeaderUnsigned : RefusalRule
{
    protected override FindingRow Cause => FindingTable.AmzHeaderUnsigned;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client) => evidence.AsSent.UnsignedHeaders.Select(header => Named(
        evidence,
        client,
        header,
        proven: true,
        $"{header} is in the head as the client sent it and not among its signed headers. S3 refuses that (AccessDenied, HeadersNotSigned), whatever the header says.",
        header == "host" ? "Sign host: S3 accepts no signature without it." : $"Add {header} before signing, not after; with a presigned URL, presign it with the header or leave the header out."));
}
