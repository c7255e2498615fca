using System.Buffers;
using System.Security.Cryptography;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Signing.Signatures;

/// <summary>Every value between a head and its signature, but the key. Immutable; the long ones are made again when somebody asks.</summary>
public sealed class SignatureTrace
{
    private readonly RequestHead _head;
    private readonly string _endsWithSignature;

    internal SignatureTrace(
        RequestHead head, IReadOnlyList<string> signedHeaders, string payloadHash, string timestamp, SigningKey key, string endsWithSignature)
    {
        _head = head;
        SignedHeaders = signedHeaders;
        PayloadHash = payloadHash;
        Timestamp = timestamp;
        Scope = key.Scope;
        _endsWithSignature = endsWithSignature;
    }

    /// <summary>The canonical request, as bytes. It may hold a session token or an SSE-C key: show it only through <see cref="Text.Secrecy.MaskCanonicalRequest"/>.</summary>
    public byte[] CanonicalRequest
    {
        get
        {
            var canonical = new ArrayBufferWriter<byte>(512);
            Canonical.CanonicalRequest.Write(_head, SignedHeaders, PayloadHash, canonical, exceptParameter: SignatureParameter.Signature);
            return canonical.WrittenSpan.ToArray();
        }
    }

    /// <summary>The string to sign.</summary>
    // "AWS4-HMAC-SHA256" LF timestamp LF scope LF hex(sha256(canonical request))      (S3 API, sig-v4-header-based-auth)
    public string StringToSign =>
        $"{SignatureParameter.AlgorithmName}\n{Timestamp}\n{Scope}\n{Convert.ToHexStringLower(SHA256.HashData(CanonicalRequest))}";

    /// <summary>The signature: what the key makes of <see cref="StringToSign"/>. On a verifier's side this is the <em>expected</em> one, and stays inside.</summary>
    public string Signature => SignatureDigits.ToString();

    internal ReadOnlySpan<char> SignatureDigits => _endsWithSignature.AsSpan(_endsWithSignature.Length - HeadSignature.Length);

    /// <summary>The signed headers, lower case and sorted.</summary>
    public IReadOnlyList<string> SignedHeaders { get; }

    /// <summary>What stood for the body.</summary>
    public string PayloadHash { get; }

    /// <summary>The time, <c>20130524T000000Z</c>.</summary>
    public string Timestamp { get; }

    /// <summary>The scope.</summary>
    public CredentialScope Scope { get; }

    /// <summary>Time, scope and signed headers.</summary>
    public override string ToString() => $"{Timestamp} {Scope} {string.Join(';', SignedHeaders)}";
}
