using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Doctor.Evidence;

/// <summary>What a strict endpoint would say about a head's signature.</summary>
/// <param name="Matches">Whether the signature is right for this head.</param>
/// <param name="UnsignedHeaders">Headers that S3 insists on and that are not signed: it refuses the request for them.</param>
public sealed record SignatureState(bool Matches, IReadOnlyList<string> UnsignedHeaders)
{
    /// <summary>Whether S3 would accept the head.</summary>
    public bool IsAccepted => Matches && UnsignedHeaders.Count == 0;
}

/// <summary>Checks heads against the key when it is known, and against the head as sent when it is not.</summary>
/// <remarks>Without a key it can say whether what is signed is still what the client sent, which proves nothing about the client's own signature.</remarks>
internal sealed class SignatureCheck(Verifier verifier, Func<string, string?> secretOf, RequestHead sent)
{
    // Any secret does for comparing strings to sign: they do not depend on it.
    private const string NoSecret = "unknown";

    public bool IsKnown(string accessKeyId) => !string.IsNullOrEmpty(secretOf(accessKeyId));

    public SignatureState Of(RequestHead head)
    {
        if (Verify(head) is not var (authorization, verification))
        {
            return new SignatureState(Matches: false, []);
        }

        var matches = IsKnown(authorization.AccessKeyId) ? verification.Matches : IsAsSent(authorization, verification);
        return new SignatureState(matches, [.. verification.UnsignedAmzHeaders.Where(name => !AccelerateHost.Excepts(head, name))]);
    }

    public (IReadOnlyList<string> SignedHeaders, byte[] Bytes)? CanonicalRequestOf(RequestHead head) =>
        Verify(head) is var (_, verification) ? (verification.Trace.SignedHeaders, verification.Trace.CanonicalRequest) : null;

    public bool MatchesWith(RequestHead head, Func<string, string> variant) =>
        AuthorizationReader.Read(head) is AuthorizationReading.Present { Authorization: var authorization }
        && verifier.Verify(head, authorization, variant(SecretOf(authorization.AccessKeyId))).Matches;

    private (Authorization Authorization, Verification Verification)? Verify(RequestHead head) =>
        AuthorizationReader.Read(head) is AuthorizationReading.Present { Authorization: var authorization }
            ? (authorization, verifier.Verify(head, authorization, SecretOf(authorization.AccessKeyId)))
            : null;

    private string SecretOf(string accessKeyId) => secretOf(accessKeyId) is { Length: > 0 } secret ? secret : NoSecret;

    private bool IsAsSent(Authorization authorization, Verification verification) =>
        Verify(sent) is var (original, first)
        && original.Signature == authorization.Signature
        && first.Trace.StringToSign == verification.Trace.StringToSign;
}
