using Sealane.Protocol.Checksums;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>Asks for an answer's checksum and finds the one to verify.</summary>
internal static class ResponseChecksum
{
    private const string ModeHeader = "x-amz-checksum-mode";

    /// <summary>The field that asks S3 for checksums, or null when they are not wanted or asked for already.</summary>
    public static HeaderField? Asking(IOperation operation, WireRequest request, ResponseChecksumValidation validation) =>
        operation.ResponseChecksums.Count > 0
        && validation == ResponseChecksumValidation.WhenSupported
        && !request.Headers.Exists(static field => field.Is(ModeHeader))
            ? new HeaderField(ModeHeader, "ENABLED")
            : null;

    /// <summary>The checksum of all bytes of the answer, or null when there is none that says so.</summary>
    /// <remarks>
    /// Of a range S3 gives none (and a store that gives the object's anyway would fail good bytes); a composite one (base64-N) is over the
    /// parts' digests, whose borders the bytes do not show.
    /// </remarks>
    public static (ChecksumAlgorithm Algorithm, string Value)? Find(IOperation operation, bool asked, Answer answer)
    {
        if (!asked || answer.Status != 200 || answer.Value("x-amz-checksum-type") == "COMPOSITE")
        {
            return null;
        }

        foreach (var algorithm in operation.ResponseChecksums)
        {
            if (answer.Value(ChecksumTable.Of(algorithm).HeaderName) is { } value && Checksum.TryParse(algorithm, value, out _))
            {
                return (algorithm, value);
            }
        }

        return null;
    }

    /// <summary>Whether the request asks for checksums.</summary>
    public static bool IsAsked(RequestHead head) => string.Equals(head.Value(ModeHeader), "ENABLED", StringComparison.OrdinalIgnoreCase);
}
