using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Canonical;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Text;

namespace Sealane.Signing.Streaming;

/// <summary>Signs the chunks of a body one after another, each over the signature before it. Not thread-safe: a chain has one order.</summary>
/// <remarks>A verifier runs the same chain and compares; see <see cref="Matches"/>.</remarks>
public sealed class ChunkSigner
{
    private readonly SigningKey _key;
    private readonly string _timestamp;
    private readonly byte[] _previous = new byte[64];
    private readonly ArrayBufferWriter<byte> _link = new(320);

    /// <summary>Starts a chain.</summary>
    /// <param name="key">The key that signed the head.</param>
    /// <param name="timestamp">The head's time.</param>
    /// <param name="seedSignature">The head's signature, 64 hexadecimal digits.</param>
    public ChunkSigner(SigningKey key, string timestamp, string seedSignature)
        : this(key, timestamp, seedSignature.AsSpan())
    {
    }

    internal ChunkSigner(SigningKey key, string timestamp, ReadOnlySpan<char> seedSignature)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (seedSignature.Length != 64)
        {
            throw new ArgumentException("A seed signature has 64 hexadecimal digits.", nameof(seedSignature));
        }

        _key = key;
        _timestamp = timestamp;
        Encoding.ASCII.GetBytes(seedSignature, _previous);
    }

    /// <summary>The string to sign of the last link, for an error document; empty before the first.</summary>
    public string LastStringToSign => WireText.FromBytes(_link.WrittenSpan);

    /// <summary>Signs a chunk's data and moves the chain on.</summary>
    public void SignChunk(ReadOnlySpan<byte> data, Span<byte> hex64)
    {
        // Each body ends with an empty chunk, whose hash is known.
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (data.IsEmpty)
        {
            Convert.FromHexString(PayloadHash.EmptySha256, digest, out _, out _);
        }
        else
        {
            SHA256.HashData(data, digest);
        }

        SignChunkHash(digest, hex64);
    }

    /// <summary>Signs a chunk whose SHA-256 is known and moves the chain on.</summary>
    // "AWS4-HMAC-SHA256-PAYLOAD" LF timestamp LF scope LF previous LF sha256("") LF sha256(data)      (S3 API, sigv4-streaming)
    internal void SignChunkHash(ReadOnlySpan<byte> sha256, Span<byte> hex64)
    {
        BeginLink("AWS4-HMAC-SHA256-PAYLOAD\n"u8);
        WireText.Write(PayloadHash.EmptySha256, _link);
        _link.Write("\n"u8);
        EndLink(sha256, hex64);
    }

    /// <summary>Signs the trailer fields after the last chunk; the trailer signature itself is not one of them.</summary>
    // "AWS4-HMAC-SHA256-TRAILER" LF timestamp LF scope LF previous LF sha256(*( name ":" value LF ))      (S3 API, sigv4-streaming-trailers)
    public void SignTrailer(IReadOnlyList<HeaderField> trailers, Span<byte> hex64)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        string[] names = trailers.Count == 1
            ? [trailers[0].Name.ToLowerInvariant()]
            : [.. trailers.Select(field => field.Name.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _link.ResetWrittenCount();
        CanonicalHeaders.Write(new RequestHead("PUT", "/", trailers), names, _link);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_link.WrittenSpan, digest);
        BeginLink("AWS4-HMAC-SHA256-TRAILER\n"u8);
        EndLink(digest, hex64);
    }

    /// <summary>Whether a signature that came in equals one that was computed, in constant time; letter case does not count.</summary>
    public static bool Matches(ReadOnlySpan<byte> provided, ReadOnlySpan<byte> computedHex64)
    {
        Span<byte> lower = stackalloc byte[64];
        return provided.Length == 64
            && System.Text.Ascii.ToLower(provided, lower, out _) == OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(lower, computedHex64);
    }

    // What both kinds of link begin with: algorithm LF timestamp LF scope LF previous LF
    private void BeginLink(ReadOnlySpan<byte> algorithm)
    {
        _link.ResetWrittenCount();
        _link.Write(algorithm);
        WireText.Write(_timestamp, _link);
        _link.Write("\n"u8);
        WireText.Write(_key.ScopeText, _link);
        _link.Write("\n"u8);
        _link.Write(_previous);
        _link.Write("\n"u8);
    }

    private void EndLink(ReadOnlySpan<byte> sha256, Span<byte> hex64)
    {
        Convert.TryToHexStringLower(sha256, _link.GetSpan(64), out var written);
        _link.Advance(written);
        _key.Sign(_link.WrittenSpan, hex64);
        hex64[..64].CopyTo(_previous);
    }
}
