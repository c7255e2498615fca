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
    /// <summary>The one for an upload, or null when checksums are required only and this upload asks for none.</summary>
    /// <exception cref="S3ConfigurationException">S3 does not take the algorithm for parts, or not with that type.</exception>
    public static PartedChecksum? Of(TransferSettings settings, UploadOptions options)
    {
        if (options.ChecksumAlgorithm is null && settings.RequestChecksumCalculation == RequestChecksumCalculation.WhenRequired)
        {
            return null;
        }

        var row = ChecksumTable.Of(options.ChecksumAlgorithm ?? settings.ChecksumAlgorithm);
        if (options.ChecksumType is { } asked)
        {
            var cell = asked == ChecksumType.FullObject ? row.FullObject : row.Composite;
            return cell.Allowed
                ? new(row.Algorithm, asked)
                : throw new S3ConfigurationException($"There is no {ChecksumTable.WireNameOf(asked)} {row.WireName} of an object in parts. {cell.Why} Leave ChecksumType out, or set another ChecksumAlgorithm.");
        }

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
