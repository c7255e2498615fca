using Sealane.Protocol.Groups;

namespace Sealane.Server.Storage;

/// <summary>An object as the store keeps it: everything but its bytes.</summary>
public sealed record ObjectEntry
{
    /// <summary>The key, 1 to 1024 bytes of UTF-8.</summary>
    public required string Key { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The entity tag without quotes: an MD5 in hex, or <c>md5-N</c> after a multipart upload of N parts.</summary>
    public required string ETag { get; init; }

    /// <summary>When it was written, in whole seconds: S3 shows the same instant in headers and listings.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>What the writer said about the object.</summary>
    public ObjectMetadata Metadata { get; init; } = ObjectMetadata.None;

    /// <summary>The checksum that the object was verified with, or null.</summary>
    public StoredChecksum? Checksum { get; init; }

    /// <summary>The parts it was assembled from, in order; empty after a single PUT.</summary>
    public IReadOnlyList<PartEntry> Parts { get; init; } = [];

    /// <summary>The multipart upload it came from, so that a repeated CompleteMultipartUpload can be answered; or null.</summary>
    public string? UploadId { get; init; }
}

/// <summary>A checksum in S3's words.</summary>
/// <param name="Algorithm">Its wire name, for example <c>CRC64NVME</c>.</param>
/// <param name="Type"><c>FULL_OBJECT</c> or <c>COMPOSITE</c>.</param>
/// <param name="Value">Base64, with <c>-N</c> after it when composite.</param>
public sealed record StoredChecksum(string Algorithm, string Type, string Value);

/// <summary>What the writer of an object said about it; null where nothing was said.</summary>
public sealed record ObjectMetadata
{
    /// <summary>Nothing said.</summary>
    public static ObjectMetadata None { get; } = new();

    /// <summary>Content-Type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Content-Encoding, without <c>aws-chunked</c>.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Content-Language.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Content-Disposition.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Cache-Control.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Expires, as it was sent.</summary>
    public string? Expires { get; init; }

    /// <summary>x-amz-website-redirect-location.</summary>
    public string? WebsiteRedirectLocation { get; init; }

    /// <summary>x-amz-storage-class; <c>STANDARD</c> by default.</summary>
    public string StorageClass { get; init; } = "STANDARD";

    /// <summary>The tags, which alone can be changed later; null for none.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    /// <summary>User metadata: lower-case names without <c>x-amz-meta-</c>, and their values.</summary>
    public IReadOnlyDictionary<string, string> User { get; init; } = new Dictionary<string, string>();
}
