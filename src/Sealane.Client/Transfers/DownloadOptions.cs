using Sealane.Listing;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Transfers;

/// <summary>Which object is downloaded, on what condition, and how its file is left.</summary>
public sealed record DownloadOptions
{
    /// <summary>The version; null for the newest.</summary>
    public string? VersionId { get; init; }

    /// <summary>Only if the object's entity tag is this one.</summary>
    public string? IfMatch { get; init; }

    /// <summary>Only if the object's entity tag is another one; else S3 answers 304, which is an <see cref="Diagnostics.S3Exception"/>.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>Only if the object changed after this time; else S3 answers 304, which is an <see cref="Diagnostics.S3Exception"/>.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>Only if the object did not change after this time.</summary>
    public DateTimeOffset? IfUnmodifiedSince { get; init; }

    /// <summary><c>ENABLED</c> asks for the object's checksums although the client does not by itself.</summary>
    public string? ChecksumMode { get; init; }

    /// <summary>The customer's own key (SSE-C), base64 of 32 bytes.</summary>
    public Secret? SseCustomerKey { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }

    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }

    /// <summary>Whether the file's time is that of the object (Last-Modified) and not that of the download.</summary>
    public bool KeepLastModified { get; init; }

    /// <summary>
    /// Whether the download ends only when the file's bytes and its name are on the disk, and would survive a power cut; it waits as long as
    /// the disk takes to write them all.
    /// </summary>
    /// <value>
    /// False by default: the file is whole or not there whatever happens to the process, and a machine that fails in the seconds after may
    /// lose it, as with other programs.
    /// </value>
    public bool FlushToDisk { get; init; }

    /// <summary>
    /// The object as a listing has it, by a caller who has made the file's folder: a short one needs no journal, and the file gets its time.
    /// </summary>
    internal Entry? Listed { get; init; }

    /// <summary>The time that the file is given, or null for now.</summary>
    internal DateTimeOffset? TimeOfFile(DateTimeOffset? lastModified) =>
        Listed is { } listed && listed.Modified != default ? listed.Modified : KeepLastModified ? lastModified : null;

    /// <summary>Whether a 304 can be the answer.</summary>
    internal bool AsksIfModified => IfNoneMatch is not null || IfModifiedSince is not null;

    internal GetObjectRequest ToGet(string bucket, string key) => new()
    {
        Bucket = bucket,
        Key = key,
        VersionId = VersionId,
        IfMatch = IfMatch,
        IfNoneMatch = IfNoneMatch,
        IfModifiedSince = IfModifiedSince,
        IfUnmodifiedSince = IfUnmodifiedSince,
        ChecksumMode = ChecksumMode,
        SSECustomerAlgorithm = SseCustomerKey is null ? null : "AES256",
        SSECustomerKey = SseCustomerKey,
        RequestPayer = RequestPayer,
        ExpectedBucketOwner = ExpectedBucketOwner,
    };

    internal HeadObjectRequest ToHead(string bucket, string key) => new()
    {
        Bucket = bucket,
        Key = key,
        VersionId = VersionId,
        IfMatch = IfMatch,
        IfNoneMatch = IfNoneMatch,
        IfModifiedSince = IfModifiedSince,
        IfUnmodifiedSince = IfUnmodifiedSince,
        ChecksumMode = ChecksumMode,
        SSECustomerAlgorithm = SseCustomerKey is null ? null : "AES256",
        SSECustomerKey = SseCustomerKey,
        RequestPayer = RequestPayer,
        ExpectedBucketOwner = ExpectedBucketOwner,
    };
}
