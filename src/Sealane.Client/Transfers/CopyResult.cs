using Sealane.Protocol.Checksums;

namespace Sealane.Transfers;

/// <summary>What came of a copy from bucket to bucket.</summary>
public sealed record CopyResult
{
    /// <summary>The object's length in bytes; -1 when it was not asked for.</summary>
    public required long Length { get; init; }

    /// <summary>In how many parts it was copied.</summary>
    public required int Parts { get; init; }

    /// <summary>The copy's entity tag, in quotes; null when S3 gave none.</summary>
    public string? ETag { get; init; }

    /// <summary>The copy's version; null without versioning.</summary>
    public string? VersionId { get; init; }

    /// <summary>The checksum of all bytes that source and copy were found to share; null when S3 has none to compare.</summary>
    public Checksum? Verified { get; init; }
}
