using Sealane.Protocol.Checksums;

namespace Sealane.Transfers;

/// <summary>What came of an upload.</summary>
public sealed record UploadResult
{
    /// <summary>The object's length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>In how many parts it went; 1 for one request.</summary>
    public required int Parts { get; init; }

    /// <summary>How many of the bytes were there already, from an earlier upload that was cut off.</summary>
    public long Resumed { get; init; }

    /// <summary>The entity tag, in quotes; null when S3 gave none.</summary>
    public string? ETag { get; init; }

    /// <summary>The object's version; null without versioning.</summary>
    public string? VersionId { get; init; }

    /// <summary>
    /// The checksum of all bytes, computed while they were sent and taken by S3; null when none was, or when it is over the parts' digests.
    /// </summary>
    public Checksum? Checksum { get; init; }
}
