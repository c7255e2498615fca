using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;

namespace Sealane.Sending;

/// <summary>Which checksum a request gets, before it is known where it travels.</summary>
/// <param name="Algorithm">The algorithm to compute, or null for none.</param>
/// <param name="AsContentMd5">Whether it is the MD5 that travels as Content-MD5.</param>
internal readonly record struct ChecksumChoice(ChecksumAlgorithm? Algorithm, bool AsContentMd5 = false)
{
    private const string AlgorithmHeader = "x-amz-sdk-checksum-algorithm";

    /// <summary>The choice for an operation.</summary>
    /// <exception cref="S3ConfigurationException">The request names an algorithm that there is not.</exception>
    public static ChecksumChoice For(IOperation operation, IReadOnlyList<HeaderField> headers, SendingSettings settings)
    {
        if (operation.RequestChecksum == RequestChecksum.None || Brings(headers))
        {
            return new(null);
        }

        foreach (var field in headers)
        {
            if (field.Is(AlgorithmHeader))
            {
                return new((ChecksumTable.FindByWireName(field.Value) ?? throw Unknown(field.Value)).Algorithm);
            }
        }

        return (operation.RequestChecksum, settings.RequestChecksumCalculation) switch
        {
            (_, RequestChecksumCalculation.WhenSupported) => new(settings.ChecksumAlgorithm),

            // Content-MD5 and not a newer header: whoever asks for required checksums only talks to a store of before 2025 (MinIO
            // answers MissingContentMD5 to DeleteObjects until January 2025; AWS takes either).
            (RequestChecksum.Required, _) => headers.Any(field => field.Is("Content-MD5")) ? new(null) : new(ChecksumAlgorithm.Md5, AsContentMd5: true),
            _ => new(null),
        };
    }

    // Whether the request brings a value itself.
    private static bool Brings(IReadOnlyList<HeaderField> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (ChecksumTable.FindByHeader(headers[i].Name) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static S3ConfigurationException Unknown(string name) =>
        new($"There is no checksum algorithm '{name}'. Take one of {string.Join(", ", ChecksumTable.Rows.Select(row => row.WireName))}.");
}
