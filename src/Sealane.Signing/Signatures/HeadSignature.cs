using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Canonical;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Signing.Signatures;

/// <summary>The signature of a head under a key: what signer, presigner and verifier all compute.</summary>
public static class HeadSignature
{
    /// <summary>Length of a signature: hexadecimal digits.</summary>
    public const int Length = 64;

    // A head with a session token has some 2 KiB; what is much larger is given up again.
    private const int KeptCapacity = 16 * 1024;

    private static ReadOnlySpan<byte> Algorithm => "AWS4-HMAC-SHA256\n"u8;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <summary>Computes it, and keeps every value on the way.</summary>
    /// <param name="head">The head, as it is about to leave or as it arrived.</param>
    /// <param name="signedHeaders">Lower-case names, sorted.</param>
    /// <param name="payloadHash">What stands for the body.</param>
    /// <param name="timestamp">The signed time, <c>20130524T000000Z</c>.</param>
    /// <param name="key">The key of the scope.</param>
    public static SignatureTrace Compute(
        RequestHead head,
        IReadOnlyList<string> signedHeaders,
        string payloadHash,
        string timestamp,
        SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(head);
        Span<byte> hex = stackalloc byte[Length];
        Compute(head, head.Target, signedHeaders, payloadHash, timestamp, key, hex);
        return new SignatureTrace(head, signedHeaders, payloadHash, timestamp, key, Encoding.ASCII.GetString(hex));
    }

    /// <summary>Computes it, of a head with another target than its own, and keeps nothing.</summary>
    // "AWS4-HMAC-SHA256" LF timestamp LF scope LF hex(sha256(canonical request))      (S3 API, sig-v4-header-based-auth)
    internal static void Compute(
        RequestHead head,
        ReadOnlySpan<char> target,
        IReadOnlyList<string> signedHeaders,
        string payloadHash,
        string timestamp,
        SigningKey key,
        Span<byte> hex64)
    {
        ArgumentNullException.ThrowIfNull(key);
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(2048);
        buffer.ResetWrittenCount();
        CanonicalRequest.Write(head, target, signedHeaders, payloadHash, buffer, exceptParameter: SignatureParameter.Signature);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, digest);

        buffer.ResetWrittenCount();
        var text = buffer.GetSpan(Algorithm.Length + timestamp.Length + key.ScopeText.Length + Length + "\n\n".Length);
        Algorithm.CopyTo(text);
        var end = Algorithm.Length;
        end += WireText.Write(timestamp, text[end..]);
        text[end++] = (byte)'\n';
        end += WireText.Write(key.ScopeText, text[end..]);
        text[end++] = (byte)'\n';
        Convert.TryToHexStringLower(digest, text[end..], out var digits);
        key.Sign(text[..(end + digits)], hex64);
        if (buffer.Capacity > KeptCapacity)
        {
            t_buffer = null;
        }
    }
}
