using Sealane.Protocol.Checksums;

namespace Sealane.Transfers;

/// <summary>What came of a download.</summary>
public sealed record DownloadResult
{
    /// <summary>The object's length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>In how many parts it came.</summary>
    public required int Parts { get; init; }

    /// <summary>The entity tag, in quotes; null when S3 gave none.</summary>
    public string? ETag { get; init; }

    /// <summary>The object's version; null without versioning.</summary>
    public string? VersionId { get; init; }

    /// <summary>
    /// The checksum that S3 has of the object and the bytes were found to have; null when S3 has none over the bytes, and only their number
    /// was checked.
    /// </summary>
    public Checksum? Verified { get; init; }
}
