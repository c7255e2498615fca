using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Lab.Replays;

/// <summary>
/// A captured request signed anew as sparingly as S3 allows. Where it breaks too, the way lets no signature through, whoever the client is.
/// </summary>
internal static class ControlRequest
{
    /// <summary>Its head; null when the request is not signed for S3.</summary>
    public static byte[]? HeadOf(CapturedRequest request, SigningCredentials credentials)
    {
        var sent = MessageHead.Parse(request.Head).ToRequest();
        if (AuthorizationReader.Read(sent) is not AuthorizationReading.Present { Authorization: var authorization })
        {
            return null;
        }

        // A presigned request is signed in its head instead: what was signed must not stay in the query as well.
        var bare = sent.Without("authorization").Without("x-amz-security-token").Without("x-amz-date").WithTarget(WithoutSignature(sent.Target));
        var signed = new Signer(new SigningKeyCache()).Sign(bare, credentials, new SigningParameters
        {
            Region = authorization.Scope.Region,
            Time = request.Time,
            PayloadHash = sent.Value("x-amz-content-sha256") ?? PayloadHash.Unsigned,
        });
        return MessageHead.OfRequest(signed.Head).ToBytes();
    }

    private static string WithoutSignature(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return target;
        }

        var kept = target[(query + 1)..].Split('&').Where(pair => !pair.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase)).ToList();
        return kept.Count == 0 ? target[..query] : $"{target[..query]}?{string.Join('&', kept)}";
    }
}
