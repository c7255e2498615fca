using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Canonical;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Signing.Signatures;

/// <summary>The signature of a head under a key: what signer, presigner and verifier all compute.</summary>
public static class HeadSignature
{
    /// <summary>Computes it, and keeps every value on the way.</summary>
    /// <param name="head">The head, as it is about to leave or as it arrived.</param>
    /// <param name="signedHeaders">Lower-case names, sorted.</param>
    /// <param name="payloadHash">What stands for the body.</param>
    /// <param name="timestamp">The signed time, <c>20130524T000000Z</c>.</param>
    /// <param name="key">The key of the scope.</param>
    // "AWS4-HMAC-SHA256" LF timestamp LF scope LF hex(sha256(canonical request))      (S3 API, sig-v4-header-based-auth)
    public static SignatureTrace Compute(
        RequestHead head,
        IReadOnlyList<string> signedHeaders,
        string payloadHash,
        string timestamp,
        SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var canonical = new ArrayBufferWriter<byte>(512);
        CanonicalRequest.Write(head, signedHeaders, payloadHash, canonical, exceptParameter: SignatureParameter.Signature);
        var digest = Convert.ToHexStringLower(SHA256.HashData(canonical.WrittenSpan));
        var stringToSign = $"{SignatureParameter.AlgorithmName}\n{timestamp}\n{key.Scope}\n{digest}";
        Span<byte> signature = stackalloc byte[64];
        key.Sign(Encoding.UTF8.GetBytes(stringToSign), signature);
        return new SignatureTrace
        {
            CanonicalRequest = canonical.WrittenSpan.ToArray(),
            StringToSign = stringToSign,
            Signature = Encoding.ASCII.GetString(signature),
            SignedHeaders = signedHeaders,
            PayloadHash = payloadHash,
            Timestamp = timestamp,
            Scope = key.Scope,
        };
    }
}
