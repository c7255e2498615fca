using System.Globalization;
using System.Text;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Signatures;

namespace Sealane.Server.Authentication;

/// <summary>The refusals of a signature that could be read, in S3's texts.</summary>
internal static class AccessRefusals
{
    public static Refusal Anonymous { get; } = new(AccessErrors.AccessDenied);

    public static Refusal NoDate { get; } =
        new(AccessErrors.AccessDenied, "AWS authentication requires a valid Date or x-amz-date header");

    public static Refusal NotValidYet { get; } = new(AccessErrors.AccessDenied, "Request is not valid yet");

    public static Refusal WrongToken { get; } = new(AccessErrors.InvalidToken);

    public static Refusal NoPayloadWord { get; } =
        new(RequestErrors.InvalidRequest, "Missing required header for this request: x-amz-content-sha256");

    public static Refusal BadPayloadWord(string word) => new Refusal(
        RequestErrors.InvalidArgument,
        $"x-amz-content-sha256 must be {PayloadHash.Unsigned}, {PayloadHash.StreamingUnsignedTrailer}, {PayloadHash.StreamingSigned}, "
        + $"{PayloadHash.StreamingSignedTrailer}, {PayloadHash.StreamingEcdsa}, {PayloadHash.StreamingEcdsaTrailer} "
        + "or a valid sha256 value.")
        .With("ArgumentName", "x-amz-content-sha256")
        .With("ArgumentValue", word);

    public static Refusal UnknownKey(string accessKeyId) =>
        new Refusal(AccessErrors.InvalidAccessKeyId).With("AWSAccessKeyId", accessKeyId);

    public static Refusal Skewed(Authorization signed, DateTimeOffset now) => new Refusal(AccessErrors.RequestTimeTooSkewed)
        .With("RequestTime", signed.Timestamp)
        .With("ServerTime", Iso(now))
        .With("MaxAllowedSkewMilliseconds", Authenticator.LargestSkew.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));

    public static Refusal Expired(TimeSpan expires, DateTimeOffset until, DateTimeOffset now) =>
        new Refusal(AccessErrors.AccessDenied, "Request has expired")
            .With("X-Amz-Expires", expires.TotalSeconds.ToString(CultureInfo.InvariantCulture))
            .With("Expires", Iso(until))
            .With("ServerTime", Iso(now));

    public static Refusal Unsigned(IEnumerable<string> names) =>
        new Refusal(AccessErrors.AccessDenied, "There were headers present in the request which were not signed")
            .With("HeadersNotSigned", string.Join(", ", names));

    /// <summary>Everything that the client needs to find the difference, and never the signature that would have been right.</summary>
    public static Refusal Mismatch(Authorization signed, SignatureTrace trace) => new Refusal(AccessErrors.SignatureDoesNotMatch)
        .With("AWSAccessKeyId", signed.AccessKeyId)
        .With("StringToSign", trace.StringToSign)
        .With("SignatureProvided", signed.Signature)
        .With("StringToSignBytes", Bytes(Encoding.UTF8.GetBytes(trace.StringToSign)))
        .With("CanonicalRequest", Encoding.UTF8.GetString(trace.CanonicalRequest))
        .With("CanonicalRequestBytes", Bytes(trace.CanonicalRequest));

    /// <summary>A chunk whose signature does not match: there is no canonical request of a chunk.</summary>
    public static Refusal ChunkMismatch(string accessKeyId, string stringToSign, string provided) =>
        new Refusal(AccessErrors.SignatureDoesNotMatch)
            .With("AWSAccessKeyId", accessKeyId)
            .With("StringToSign", stringToSign)
            .With("SignatureProvided", provided)
            .With("StringToSignBytes", Bytes(Encoding.UTF8.GetBytes(stringToSign)));

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Lower-case hexadecimal pairs, blanks between (as AWS writes them).
    private static string Bytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3);

        foreach (byte value in bytes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{value:x2} ");
        }

        return text.ToString(0, Math.Max(0, text.Length - 1));
    }
}
