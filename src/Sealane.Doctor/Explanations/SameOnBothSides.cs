using Sealane.Doctor.Exhibits;
using Sealane.Doctor.Findings;

namespace Sealane.Doctor.Explanations;

/// <summary>SEAL107 without the secret: where client and endpoint sign the same text and come to different signatures, nothing but the key can differ.</summary>
internal static class SameOnBothSides
{
    public static IEnumerable<Finding> Find(Case one, Diagnosis diagnosis, bool isKeyKnown)
    {
        if (isKeyKnown || one.Refusal?.Code != "SignatureDoesNotMatch" || !one.HasClientSide || diagnosis.Findings.Any(finding => finding.Severity == Severity.Error))
        {
            yield break;
        }

        // The client's own canonical request, or its string to sign, shows that it signed this and nothing else.
        var (ours, theirs) = (one.ToSign, one.EchoedToSign);
        var sameText = ours is not null && ours == theirs;
        var sameRequest = one.Canonical is { } canonical && canonical.Hash == one.Echo?.Hash;
        if (sameText || (sameRequest && (ours is null || theirs is null)))
        {
            yield return Of(diagnosis, proven: true,
                "Client and endpoint signed the very same text, and came to different signatures: nothing but the secret can differ. The way changed nothing that is signed.",
                "Compare the secret that the client uses with the key's own: copy both again, without surrounding blanks, quotation marks or line ends, and look for an older value in the environment or the profile.");
        }
        else if (sameRequest)
        {
            yield return Of(diagnosis, proven: true,
                $"Both computed the same canonical request, but not with the same time and scope: the client signed {ours}, the endpoint {theirs}.",
                "Let the client take x-amz-date and the scope's date from one clock reading, and sign for the bucket's own region.") with
            { Cause = FindingTable.WrongScope, Subject = "scope", Source = FindingTable.WrongScope.Source };
        }
        else if (one.Echo is not null && diagnosis.CanonicalRequests is { IsEqual: true })
        {
            yield return Of(diagnosis, proven: false,
                "What is signed of the head arrived as it was sent, so the way is not to blame. Either the client signs with another secret, or it computed its canonical request otherwise than S3 does.",
                "Compare the secret first: copy it again, without surrounding blanks, quotation marks or line ends. The client's debug log, or the secret in the environment, tells which of the two it is.");
        }
    }

    private static Finding Of(Diagnosis diagnosis, bool proven, string explanation, string remedy) => new()
    {
        Cause = FindingTable.WrongSecret,
        Severity = Severity.Error,
        Subject = "key",
        Broke = true,
        Proven = proven,
        Explanation = explanation,
        Remedy = remedy,
        Source = FindingTable.WrongSecret.Source,
        Client = diagnosis.Client,
    };
}
