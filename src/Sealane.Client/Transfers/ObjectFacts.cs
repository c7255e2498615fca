using Sealane.Protocol.Checksums;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>What the answer to GET or HEAD says of an object that is to be downloaded.</summary>
internal sealed record ObjectFacts
{
    public required ServedBytes Served { get; init; }

    public string? VersionId { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The checksum of all bytes; null when S3 gives none, or one over parts.</summary>
    public Checksum? Whole { get; init; }

    /// <summary>The checksum over the parts' checksums; null when S3 gives none.</summary>
    public CompositeChecksum? Composite { get; init; }

    /// <summary>The algorithm of whichever there is.</summary>
    public ChecksumAlgorithm? Algorithm => Whole?.Algorithm ?? Composite?.Digest.Algorithm;

    public static ObjectFacts Of(GetObjectResult result) =>
        Of(ServedBytes.Of(result), result.VersionId, result.LastModified, result.Checksums, result.ChecksumType);

    public static ObjectFacts Of(HeadObjectResult result) => Of(
        new ServedBytes(null, result.ContentLength, result.ETag, result.ContentEncoding),
        result.VersionId,
        result.LastModified,
        result.Checksums,
        result.ChecksumType);

    private static ObjectFacts Of(ServedBytes served, string? version, DateTimeOffset? modified, ChecksumValues checksums, string? type)
    {
        var facts = new ObjectFacts { Served = served, VersionId = version, LastModified = modified };
        foreach (var algorithm in checksums.Present)
        {
            if (CompositeChecksum.TryParse(algorithm, checksums[algorithm], out var composite))
            {
                return facts with { Composite = composite };
            }

            if (type != ChecksumTable.WireNameOf(ChecksumType.Composite) && Checksum.TryParse(algorithm, checksums[algorithm], out var whole))
            {
                return facts with { Whole = whole };
            }
        }

        return facts;
    }
}
