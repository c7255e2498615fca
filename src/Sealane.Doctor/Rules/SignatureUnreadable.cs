using Sealane.Doctor.Clients;
using Sealane.Doctor.Evidence;
using Sealane.Doctor.Findings;
using Sealane.Signing.Artifacts;

namespace Sealane.Doctor.Rules;

/// <summary>SEAL117: the request as sent carries no signature of version 4 that can be read.</summary>
internal sealed class SignatureUnreadable : RefusalRule
{
    protected override FindingRow Cause => FindingTable.SignatureUnreadable;

    public override IEnumerable<Finding> Find(RequestEvidence evidence, ClientIdentity? client)
    {
        if (evidence.Reading is AuthorizationReading.Malformed malformed)
        {
            var (what, remedy) = Words(malformed.Fault);
            yield return Named(evidence, client, "signature", proven: true, $"As the client sent it, {what}.", remedy);
        }
        else if (evidence.Reading is AuthorizationReading.Absent && evidence.IsRefused)
        {
            yield return Named(evidence, client, "signature", proven: true, "The client sent no signature at all, so the request is anonymous.",
                "Give the client credentials: it found none, or was told to send unsigned requests.");
        }
    }

    private static (string What, string Remedy) Words(AuthorizationFault fault) => fault switch
    {
        AuthorizationFault.SignatureVersion2 => ("the signature is of version 2, which S3's newer regions refuse", "Ask for version 4: signature_version='s3v4' in botocore, for presigned URLs too."),
        AuthorizationFault.UnsupportedType or AuthorizationFault.Algorithm => ("the algorithm is not AWS4-HMAC-SHA256", "Sign with AWS4-HMAC-SHA256."),
        AuthorizationFault.Spacing => ("there is not exactly one blank after the algorithm in Authorization", "Write Authorization as 'AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...'."),
        AuthorizationFault.Components or AuthorizationFault.MissingCredential or AuthorizationFault.MissingSignedHeaders or AuthorizationFault.MissingSignature =>
            ("Authorization lacks one of Credential, SignedHeaders and Signature, or has more than these", "Write all three, once each, separated by commas."),
        AuthorizationFault.Credential or AuthorizationFault.CredentialDate or AuthorizationFault.CredentialTerminator =>
            ("the Credential is not id/yyyyMMdd/region/s3/aws4_request", "Write the Credential in this form; in a URL its slashes are %2F, encoded once."),
        AuthorizationFault.MissingParameters => ("the URL lacks one of the six parameters of a presigned request", "Copy the URL whole: an ampersand that a shell or a mail program took away cuts it."),
        AuthorizationFault.QueryDate => ("X-Amz-Date is not of the form 20130524T000000Z", "Presign anew."),
        AuthorizationFault.ExpiresNotANumber or AuthorizationFault.ExpiresNegative or AuthorizationFault.ExpiresTooLong =>
            ("X-Amz-Expires is not a number of seconds from 0 to 604800", "Presign for a week at most."),
        AuthorizationFault.TwoForms => ("there are two signatures, in Authorization and in the query", "Send a presigned URL without an Authorization header."),
        _ => ($"the signature has a fault: {fault}", "Sign anew."),
    };
}
