using Sealane.Protocol.Checksums;

namespace Sealane.Transfers;

/// <summary>What came of a download.</summary>
public sealed record DownloadResult
{
    /// <summary>The object's length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>In how many parts it came.</summary>
    public required int Parts { get; init; }

    /// <summary>How many bytes an earlier download, that was cut off, had left behind and were found good.</summary>
    public long Resumed { get; init; }

    /// <summary>Why an earlier download was not taken up, or this one could not be; a sentence for the user. Null: nothing to say.</summary>
    public string? Remark { get; init; }

    /// <summary>The entity tag, in quotes; null when S3 gave none.</summary>
    public string? ETag { get; init; }

    /// <summary>The object's version; null without versioning.</summary>
    public string? VersionId { get; init; }

    /// <summary>When the object was last written; null when S3 did not say.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>
    /// The checksum that S3 has of the object and the bytes were found to have; null when S3 has none over the bytes.
    /// </summary>
    public Checksum? Verified { get; init; }

    /// <summary>
    /// The checksum that S3 has over the object's parts and the bytes were found to have. Null together with <see cref="Verified"/>: only
    /// the number of bytes was checked.
    /// </summary>
    public CompositeChecksum? VerifiedOverParts { get; init; }
}
