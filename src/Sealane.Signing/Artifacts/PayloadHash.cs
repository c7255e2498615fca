using System.Security.Cryptography;

namespace Sealane.Signing.Artifacts;

/// <summary>What may stand for the body in a signature: the value of <c>x-amz-content-sha256</c> (S3 API, sig-v4-header-based-auth).</summary>
public static class PayloadHash
{
    /// <summary>The body is not part of the signature.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary>An aws-chunked body without chunk signatures, with a checksum trailer.</summary>
    public const string StreamingUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary>An aws-chunked body, each chunk signed.</summary>
    public const string StreamingSigned = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    /// <summary>An aws-chunked body, each chunk and the trailer signed.</summary>
    public const string StreamingSignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    /// <summary>The two forms that are signed with ECDSA; version 4A only.</summary>
    public const string StreamingEcdsa = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD";

    /// <summary>As <see cref="StreamingEcdsa"/>, with a signed trailer.</summary>
    public const string StreamingEcdsaTrailer = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER";

    /// <summary>The SHA-256 of nothing.</summary>
    public const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>The SHA-256 of a body, in lower-case hexadecimal.</summary>
    public static string Of(ReadOnlySpan<byte> body) => body.IsEmpty ? EmptySha256 : Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Whether the value says that the body is framed as aws-chunked.</summary>
    public static bool IsStreaming(string value) => value is StreamingUnsignedTrailer or StreamingSigned or StreamingSignedTrailer
        or StreamingEcdsa or StreamingEcdsaTrailer;

    /// <summary>Whether the value promises a trailer.</summary>
    public static bool HasTrailer(string value) => value is StreamingUnsignedTrailer or StreamingSignedTrailer or StreamingEcdsaTrailer;

    /// <summary>Whether the value is a SHA-256 in lower-case hexadecimal.</summary>
    public static bool IsSha256(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigitLower);
}
