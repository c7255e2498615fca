using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Which checksum an object in parts gets, and how it follows from those of its parts.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Type">
/// Over the bytes where S3 takes that, since it can be compared with the object read in any other way; else over the parts' digests.
/// </param>
internal sealed record PartedChecksum(ChecksumAlgorithm Algorithm, ChecksumType Type)
{
    /// <summary>The one for an upload, or null when checksums are required only.</summary>
    /// <exception cref="S3ConfigurationException">S3 takes the chosen algorithm for objects in one piece only.</exception>
    public static PartedChecksum? Of(TransferSettings settings)
    {
        if (settings.RequestChecksumCalculation == RequestChecksumCalculation.WhenRequired)
        {
            return null;
        }

        var row = ChecksumTable.Of(settings.ChecksumAlgorithm);
        return row.FullObject.Allowed ? new(row.Algorithm, ChecksumType.FullObject)
            : row.Composite.Allowed ? new(row.Algorithm, ChecksumType.Composite)
            : throw new S3ConfigurationException($"{row.WireName} cannot be used for an object in parts. {row.FullObject.Why} Set ChecksumAlgorithm to Crc64Nvme, or raise MultipartThreshold.");
    }

    /// <summary>The checksum of all bytes; null where it does not follow from the parts.</summary>
    public Checksum? WholeOf(IReadOnlyList<(Checksum Checksum, long Length)> parts)
    {
        if (Type != ChecksumType.FullObject)
        {
            return null;
        }

        var whole = parts[0].Checksum;
        foreach (var (checksum, length) in parts.Skip(1))
        {
            whole = ChecksumCombination.Combine(whole, checksum, length);
        }

        return whole;
    }

    /// <summary>What S3 says of the object when it has the same parts.</summary>
    public string ValueOf(IReadOnlyList<(Checksum Checksum, long Length)> parts) =>
        WholeOf(parts)?.ToBase64() ?? ChecksumCombination.Composite([.. parts.Select(part => part.Checksum)]).ToString();
}
