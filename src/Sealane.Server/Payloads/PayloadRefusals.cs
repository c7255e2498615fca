using System.Globalization;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;

namespace Sealane.Server.Payloads;

/// <summary>The refusals of a body, in S3's texts.</summary>
internal static class PayloadRefusals
{
    public static Refusal TwoLengths { get; } = new(
        RequestErrors.BadRequest, "A request must not have both Content-Length and Transfer-Encoding (RFC 9112, section 6.2)");

    public static Refusal NoDecodedLength { get; } = new(
        BodyErrors.MissingContentLength, "You must provide the x-amz-decoded-content-length HTTP header.");

    public static Refusal UnknownTrailer { get; } = new(
        RequestErrors.InvalidRequest, "The value specified in the x-amz-trailer header is not supported");

    public static Refusal SeveralChecksums { get; } = new(
        RequestErrors.InvalidRequest, "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");

    public static Refusal UnknownAlgorithm { get; } = new(
        RequestErrors.InvalidRequest,
        "Checksum algorithm provided is unsupported. Please try again with any of the valid types: ["
        + string.Join(", ", ChecksumTable.Rows.Select(row => row.WireName))
        + "]");

    public static Refusal AlgorithmWithoutValue { get; } = new(
        RequestErrors.InvalidRequest,
        "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");

    public static Refusal AlgorithmOfAnotherValue { get; } = new(
        RequestErrors.InvalidRequest, "Value for x-amz-sdk-checksum-algorithm header is invalid.");

    public static Refusal NoChecksum { get; } = new(
        RequestErrors.InvalidRequest, "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");

    public static Refusal StreamingNotHere { get; } = new(
        RequestErrors.InvalidRequest, "The value of x-amz-content-sha256 header is invalid.");

    public static Refusal IncompleteBody(long expected, long provided) => new Refusal(
        BodyErrors.IncompleteBody, "You did not provide the number of bytes specified by the Content-Length HTTP header")
        .With("NumberBytesExpected", Number(expected))
        .With("NumberBytesProvided", Number(provided));

    public static Refusal NotImplementedHeader(string name, string? detail = null) =>
        new Refusal(RequestErrors.NotImplemented).With("Header", name).With("additionalMessage", detail);

    public static Refusal NotANumber(string name, string value) => new Refusal(
        RequestErrors.InvalidArgument, $"The {name} header is not a number of bytes")
        .With("ArgumentName", name)
        .With("ArgumentValue", value);

    public static Refusal TooLarge(long size) => new Refusal(BodyErrors.EntityTooLarge)
        .With("ProposedSize", Number(size))
        .With("MaxSizeAllowed", Number(PayloadPlan.LargestBody));

    public static Refusal BadContentMd5(string value) => new Refusal(
        BodyErrors.InvalidDigest).With("Content-MD5", value);

    public static Refusal BadChecksumValue(ChecksumRow row) => new(
        RequestErrors.InvalidRequest, $"Value for {row.HeaderName} header is invalid.");

    public static Refusal BadTrailerValue(ChecksumRow row) => new(
        RequestErrors.InvalidRequest, $"Value for {row.HeaderName} trailing header is invalid.");

    public static Refusal WrongChecksum(ChecksumRow row) => new(
        BodyErrors.BadDigest, $"The {row.WireName} you specified did not match the calculated checksum.");

    // Recorded from S3: the expected digest in hexadecimal, the calculated one in base64.
    public static Refusal WrongContentMd5(byte[] expected, ReadOnlySpan<byte> calculated) => new Refusal(BodyErrors.BadDigest)
        .With("ExpectedDigest", Convert.ToHexStringLower(expected))
        .With("CalculatedDigest", Convert.ToBase64String(calculated));

    public static Refusal WrongSha256(string claimed, string computed) => new Refusal(AccessErrors.XAmzContentSHA256Mismatch)
        .With("ClientComputedContentSHA256", claimed)
        .With("S3ComputedContentSHA256", computed);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
