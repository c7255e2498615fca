using System.Globalization;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Transfers;

/// <summary>How an object is copied from bucket to bucket.</summary>
public sealed record CopyOptions
{
    /// <summary>The source's version; null for the newest.</summary>
    public string? SourceVersionId { get; init; }

    /// <summary>Whether the copy has the properties of <see cref="Properties"/> rather than those of the source.</summary>
    /// <value>False by default.</value>
    public bool ReplacesProperties { get; init; }

    /// <summary>
    /// What the copy is to be like. Storage class, access, locks, encryption, conditions, tags and the redirect of a web site count where they
    /// are set; media type, the headers that are kept, and metadata only with <see cref="ReplacesProperties"/>.
    /// </summary>
    public UploadOptions Properties { get; init; } = new();

    /// <summary>The customer's own key (SSE-C) of the source, base64 of 32 bytes.</summary>
    public Secret? SourceSseCustomerKey { get; init; }

    /// <summary>The object length, in bytes, above which it is copied in parts.</summary>
    /// <value>5 GiB by default, the most that S3 copies in one request.</value>
    public long MultipartThreshold { get; init; } = 5L * 1024 * 1024 * 1024;

    /// <summary>The length of a part in bytes; longer where 10,000 parts would not do.</summary>
    /// <value>256 MiB by default.</value>
    public long PartSize { get; init; } = 256L * 1024 * 1024;

    internal string? SourceCustomerAlgorithm => SourceSseCustomerKey is null ? null : "AES256";

    internal CopyObjectRequest ToCopy(CopySource source, string bucket, string key)
    {
        var request = new CopyObjectRequest
        {
            Bucket = bucket,
            Key = key,
            CopySource = source.ToString(),
            Tagging = Properties.Tagging,
            TaggingDirective = Properties.Tagging is null ? null : "REPLACE",
            StorageClass = Properties.StorageClass,
            ACL = Properties.Acl,
            GrantFullControl = Properties.GrantFullControl,
            GrantRead = Properties.GrantRead,
            GrantReadACP = Properties.GrantReadAcp,
            GrantWriteACP = Properties.GrantWriteAcp,
            ObjectLockMode = Properties.ObjectLockMode,
            ObjectLockRetainUntilDate = Properties.ObjectLockRetainUntil,
            ObjectLockLegalHoldStatus = Properties.ObjectLockLegalHold,
            WebsiteRedirectLocation = Properties.WebsiteRedirectLocation,
            ServerSideEncryption = Properties.ServerSideEncryption,
            SSEKMSKeyId = Properties.SseKmsKeyId,
            SSEKMSEncryptionContext = Properties.SseKmsEncryptionContext,
            BucketKeyEnabled = Properties.BucketKeyEnabled,
            SSECustomerAlgorithm = Properties.CustomerAlgorithm,
            SSECustomerKey = Properties.SseCustomerKey,
            IfNoneMatch = Properties.IfNoneMatch,
            IfMatch = Properties.IfMatch,
            CopySourceSSECustomerAlgorithm = SourceCustomerAlgorithm,
            CopySourceSSECustomerKey = SourceSseCustomerKey,
        };
        return !ReplacesProperties ? request : request with
        {
            MetadataDirective = "REPLACE",
            ContentType = Properties.ContentType,
            ContentEncoding = Properties.ContentEncoding,
            ContentLanguage = Properties.ContentLanguage,
            ContentDisposition = Properties.ContentDisposition,
            CacheControl = Properties.CacheControl,
            Expires = Properties.Expires,
            Metadata = Properties.Metadata,
        };
    }

    // In parts nothing is carried over by itself, so it is written out.
    internal CreateMultipartUploadRequest ToCreate(HeadObjectResult head, string bucket, string key) => ToUpload(head).ToCreate(bucket, key);

    internal UploadOptions ToUpload(HeadObjectResult head) => ReplacesProperties ? Properties : Properties with
    {
        ContentType = head.ContentType,
        ContentEncoding = head.ContentEncoding,
        ContentLanguage = head.ContentLanguage,
        ContentDisposition = head.ContentDisposition,
        CacheControl = head.CacheControl,
        Expires = head.Expires,
        Metadata = head.Metadata,
    };

    internal UploadOptions ToUpload(GetObjectResult got) => ReplacesProperties ? Properties : Properties with
    {
        ContentType = got.ContentType,
        ContentEncoding = got.ContentEncoding,
        ContentLanguage = got.ContentLanguage,
        ContentDisposition = got.ContentDisposition,
        CacheControl = got.CacheControl,
        Expires = got.Expires,
        Metadata = got.Metadata,
    };

    internal UploadPartCopyRequest ToPart(CopySource source, string? etag, string bucket, string key, string uploadId, PartRange range) => new()
    {
        Bucket = bucket,
        Key = key,
        UploadId = uploadId,
        PartNumber = range.Number,
        CopySource = source.ToString(),
        CopySourceRange = string.Create(CultureInfo.InvariantCulture, $"bytes={range.Offset}-{range.Offset + range.Length - 1}"),
        CopySourceIfMatch = etag,
        SSECustomerAlgorithm = Properties.CustomerAlgorithm,
        SSECustomerKey = Properties.SseCustomerKey,
        CopySourceSSECustomerAlgorithm = SourceCustomerAlgorithm,
        CopySourceSSECustomerKey = SourceSseCustomerKey,
    };
}
