namespace Sealane.Server.Storage;

/// <summary>An unfinished multipart upload.</summary>
public sealed record UploadEntry
{
    /// <summary>Its id, ordered by time of creation (S3 lists the uploads of one key in that order).</summary>
    public required string Id { get; init; }

    /// <summary>The bucket it will write to.</summary>
    public required string Bucket { get; init; }

    /// <summary>The key it will write.</summary>
    public required string Key { get; init; }

    /// <summary>When it was created, in whole seconds.</summary>
    public required DateTimeOffset Initiated { get; init; }

    /// <summary>What was said about the object at creation.</summary>
    public ObjectMetadata Metadata { get; init; } = ObjectMetadata.None;

    /// <summary>The checksum algorithm asked for at creation (wire name), or null.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>The checksum type asked for at creation or implied by the algorithm, or null.</summary>
    public string? ChecksumType { get; init; }
}

/// <summary>A part of an unfinished upload, or of a finished object.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="Size">Length in bytes.</param>
/// <param name="ETag">MD5 in hex, without quotes.</param>
/// <param name="LastModified">When it was uploaded, in whole seconds.</param>
/// <param name="Checksum">The checksum it was verified with, or null.</param>
public sealed record PartEntry(int Number, long Size, string ETag, DateTimeOffset LastModified, StoredChecksum? Checksum = null);
