using System.Collections.ObjectModel;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object to copy, and where to.</summary>
public sealed record CopyObjectRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>
    /// The source, URL-encoded: <c>bucket/key</c>, with <c>?versionId=</c> for a version; <see cref="Objects.CopySource"/> writes it.
    /// </summary>
    public required string CopySource { get; init; }

    /// <summary>The object's media type.</summary>
    public string? ContentType { get; init; }
    /// <summary>Kept with the object and given back as <c>Content-Encoding</c>; S3 takes <c>aws-chunked</c> out of it.</summary>
    public string? ContentEncoding { get; init; }
    /// <summary>Kept with the object and given back as <c>Content-Language</c>.</summary>
    public string? ContentLanguage { get; init; }
    /// <summary>Kept with the object and given back as <c>Content-Disposition</c>.</summary>
    public string? ContentDisposition { get; init; }
    /// <summary>Kept with the object and given back as <c>Cache-Control</c>.</summary>
    public string? CacheControl { get; init; }
    /// <summary>
    /// Kept with the object and given back as <c>Expires</c>; meant to be a date, but S3 keeps any text, and so does this.
    /// </summary>
    public string? Expires { get; init; }
    /// <summary>The user's own metadata, <c>x-amz-meta-</c> headers without the prefix; names are lower case on the wire.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;
    /// <summary>The storage class, such as <c>STANDARD</c>; absent in a result means <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }
    /// <summary>Where the bucket's website sends a reader of this object.</summary>
    public string? WebsiteRedirectLocation { get; init; }
    /// <summary>The object's tags as a URL query: <c>a=1&amp;b=2</c>.</summary>
    public string? Tagging { get; init; }
    /// <summary><c>COPY</c> keeps the source's metadata, <c>REPLACE</c> takes the request's.</summary>
    public string? MetadataDirective { get; init; }
    /// <summary><c>COPY</c> keeps the source's tags, <c>REPLACE</c> takes the request's.</summary>
    public string? TaggingDirective { get; init; }
    /// <summary><c>COPY</c> keeps the source's annotations, <c>EXCLUDE</c> leaves them behind.</summary>
    public string? AnnotationDirective { get; init; }

    /// <summary>The checksum algorithm, such as <c>CRC64NVME</c>.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>Go on only if the object's entity tag is this one.</summary>
    public string? IfMatch { get; init; }
    /// <summary><c>*</c>: go on only if the object does not exist.</summary>
    public string? IfNoneMatch { get; init; }
    /// <summary>Go on only if the source's entity tag is this one.</summary>
    public string? CopySourceIfMatch { get; init; }
    /// <summary>Go on only if the source's entity tag is another one.</summary>
    public string? CopySourceIfNoneMatch { get; init; }
    /// <summary>Go on only if the source changed after this time.</summary>
    public DateTimeOffset? CopySourceIfModifiedSince { get; init; }
    /// <summary>Go on only if the source did not change after this time.</summary>
    public DateTimeOffset? CopySourceIfUnmodifiedSince { get; init; }

    /// <summary>How S3 encrypts the object at rest: <c>AES256</c>, <c>aws:kms</c>, <c>aws:kms:dsse</c>.</summary>
    public string? ServerSideEncryption { get; init; }
    /// <summary>The KMS key.</summary>
    public Secret? SSEKMSKeyId { get; init; }
    /// <summary>The KMS encryption context, base64 of a JSON object.</summary>
    public Secret? SSEKMSEncryptionContext { get; init; }
    /// <summary>Whether a bucket key spares calls to KMS.</summary>
    public bool? BucketKeyEnabled { get; init; }
    /// <summary><c>AES256</c>, when the customer brings the key (SSE-C).</summary>
    public string? SSECustomerAlgorithm { get; init; }
    /// <summary>The customer's key, base64 of 32 bytes.</summary>
    public Secret? SSECustomerKey { get; init; }
    /// <summary>Base64 of the MD5 of the customer's key.</summary>
    public string? SSECustomerKeyMD5 { get; init; }
    /// <summary><c>AES256</c>, when the source is encrypted with a customer's key.</summary>
    public string? CopySourceSSECustomerAlgorithm { get; init; }
    /// <summary>The source's key, base64 of 32 bytes.</summary>
    public Secret? CopySourceSSECustomerKey { get; init; }
    /// <summary>Base64 of the MD5 of the source's key.</summary>
    public string? CopySourceSSECustomerKeyMD5 { get; init; }

    /// <summary>A canned access control list, such as <c>private</c>.</summary>
    public string? ACL { get; init; }
    /// <summary>Who may read, write and manage: <c>id="..."</c> or <c>uri="..."</c>, separated by commas.</summary>
    public string? GrantFullControl { get; init; }
    /// <summary>Who may read.</summary>
    public string? GrantRead { get; init; }
    /// <summary>Who may read the access control list.</summary>
    public string? GrantReadACP { get; init; }
    /// <summary>Who may write the access control list.</summary>
    public string? GrantWriteACP { get; init; }

    /// <summary><c>GOVERNANCE</c> or <c>COMPLIANCE</c>.</summary>
    public string? ObjectLockMode { get; init; }
    /// <summary>Until when the object cannot be deleted.</summary>
    public DateTimeOffset? ObjectLockRetainUntilDate { get; init; }
    /// <summary><c>ON</c> or <c>OFF</c>.</summary>
    public string? ObjectLockLegalHoldStatus { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
    /// <summary>The account that must own the source bucket, or S3 answers 403.</summary>
    public string? ExpectedSourceBucketOwner { get; init; }
}

/// <summary>The copy.</summary>
public sealed record CopyObjectResult
{
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }

    /// <summary>The copy.</summary>
    public CopiedObject? CopiedObject { get; init; }
    /// <summary>The source's version.</summary>
    public string? CopySourceVersionId { get; init; }

    /// <summary>How S3 encrypts the object at rest: <c>AES256</c>, <c>aws:kms</c>, <c>aws:kms:dsse</c>.</summary>
    public string? ServerSideEncryption { get; init; }
    /// <summary>The KMS key.</summary>
    public Secret? SSEKMSKeyId { get; init; }
    /// <summary>The KMS encryption context, base64 of a JSON object.</summary>
    public Secret? SSEKMSEncryptionContext { get; init; }
    /// <summary>Whether a bucket key spares calls to KMS.</summary>
    public bool? BucketKeyEnabled { get; init; }
    /// <summary><c>AES256</c>, when the customer brings the key (SSE-C).</summary>
    public string? SSECustomerAlgorithm { get; init; }
    /// <summary>Base64 of the MD5 of the customer's key.</summary>
    public string? SSECustomerKeyMD5 { get; init; }

    /// <summary>When a lifecycle rule will delete the object, and which rule.</summary>
    public string? Expiration { get; init; }

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Copies an object inside S3.</summary>
public static class CopyObject
{
    private static readonly Shape<CopyObjectRequest> Request =
        new ShapeBuilder<CopyObjectRequest>(new() { Bucket = "", Key = "", CopySource = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Header("x-amz-copy-source", r => r.CopySource, (r, v) => r with { CopySource = v }, required: true)
        .Header("Content-Type", r => r.ContentType, (r, v) => r with { ContentType = v })
        .Header("Content-Encoding", r => r.ContentEncoding, (r, v) => r with { ContentEncoding = v })
        .Header("Content-Language", r => r.ContentLanguage, (r, v) => r with { ContentLanguage = v })
        .Header("Content-Disposition", r => r.ContentDisposition, (r, v) => r with { ContentDisposition = v })
        .Header("Cache-Control", r => r.CacheControl, (r, v) => r with { CacheControl = v })
        .Header("Expires", r => r.Expires, (r, v) => r with { Expires = v })
        .HeaderPrefix("x-amz-meta-", r => r.Metadata, (r, v) => r with { Metadata = v })
        .Header("x-amz-storage-class", r => r.StorageClass, (r, v) => r with { StorageClass = v })
        .Header("x-amz-website-redirect-location", r => r.WebsiteRedirectLocation, (r, v) => r with { WebsiteRedirectLocation = v })
        .Header("x-amz-tagging", r => r.Tagging, (r, v) => r with { Tagging = v })
        .Header("x-amz-metadata-directive", r => r.MetadataDirective, (r, v) => r with { MetadataDirective = v })
        .Header("x-amz-tagging-directive", r => r.TaggingDirective, (r, v) => r with { TaggingDirective = v })
        .Header("x-amz-object-annotation-directive", r => r.AnnotationDirective, (r, v) => r with { AnnotationDirective = v })
        .Header("x-amz-checksum-algorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .Header("If-Match", r => r.IfMatch, (r, v) => r with { IfMatch = v })
        .Header("If-None-Match", r => r.IfNoneMatch, (r, v) => r with { IfNoneMatch = v })
        .Header("x-amz-copy-source-if-match", r => r.CopySourceIfMatch, (r, v) => r with { CopySourceIfMatch = v })
        .Header("x-amz-copy-source-if-none-match", r => r.CopySourceIfNoneMatch, (r, v) => r with { CopySourceIfNoneMatch = v })
        .Header("x-amz-copy-source-if-modified-since", r => r.CopySourceIfModifiedSince, (r, v) => r with { CopySourceIfModifiedSince = v })
        .Header(
            "x-amz-copy-source-if-unmodified-since",
            r => r.CopySourceIfUnmodifiedSince,
            (r, v) => r with { CopySourceIfUnmodifiedSince = v })
        .Header("x-amz-server-side-encryption", r => r.ServerSideEncryption, (r, v) => r with { ServerSideEncryption = v })
        .Header("x-amz-server-side-encryption-aws-kms-key-id", r => r.SSEKMSKeyId, (r, v) => r with { SSEKMSKeyId = v })
        .Header("x-amz-server-side-encryption-context", r => r.SSEKMSEncryptionContext, (r, v) => r with { SSEKMSEncryptionContext = v })
        .Header("x-amz-server-side-encryption-bucket-key-enabled", r => r.BucketKeyEnabled, (r, v) => r with { BucketKeyEnabled = v })
        .Header(
            "x-amz-server-side-encryption-customer-algorithm",
            r => r.SSECustomerAlgorithm,
            (r, v) => r with { SSECustomerAlgorithm = v })
        .Header("x-amz-server-side-encryption-customer-key", r => r.SSECustomerKey, (r, v) => r with { SSECustomerKey = v })
        .Header("x-amz-server-side-encryption-customer-key-MD5", r => r.SSECustomerKeyMD5, (r, v) => r with { SSECustomerKeyMD5 = v })
        .Header(
            "x-amz-copy-source-server-side-encryption-customer-algorithm",
            r => r.CopySourceSSECustomerAlgorithm,
            (r, v) => r with { CopySourceSSECustomerAlgorithm = v })
        .Header(
            "x-amz-copy-source-server-side-encryption-customer-key",
            r => r.CopySourceSSECustomerKey,
            (r, v) => r with { CopySourceSSECustomerKey = v })
        .Header(
            "x-amz-copy-source-server-side-encryption-customer-key-MD5",
            r => r.CopySourceSSECustomerKeyMD5,
            (r, v) => r with { CopySourceSSECustomerKeyMD5 = v })
        .Header("x-amz-acl", r => r.ACL, (r, v) => r with { ACL = v })
        .Header("x-amz-grant-full-control", r => r.GrantFullControl, (r, v) => r with { GrantFullControl = v })
        .Header("x-amz-grant-read", r => r.GrantRead, (r, v) => r with { GrantRead = v })
        .Header("x-amz-grant-read-acp", r => r.GrantReadACP, (r, v) => r with { GrantReadACP = v })
        .Header("x-amz-grant-write-acp", r => r.GrantWriteACP, (r, v) => r with { GrantWriteACP = v })
        .Header("x-amz-object-lock-mode", r => r.ObjectLockMode, (r, v) => r with { ObjectLockMode = v })
        .Iso8601Header(
            "x-amz-object-lock-retain-until-date",
            r => r.ObjectLockRetainUntilDate,
            (r, v) => r with { ObjectLockRetainUntilDate = v })
        .Header("x-amz-object-lock-legal-hold", r => r.ObjectLockLegalHoldStatus, (r, v) => r with { ObjectLockLegalHoldStatus = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Header("x-amz-source-expected-bucket-owner", r => r.ExpectedSourceBucketOwner, (r, v) => r with { ExpectedSourceBucketOwner = v })
        .Build();

    private static readonly Shape<CopyObjectResult> Result = new ShapeBuilder<CopyObjectResult>(new())
        .Header("x-amz-version-id", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Document("CopyObjectResult", r => r.CopiedObject, (r, v) => r with { CopiedObject = v }, CopiedObject.Shape)
        .Header("x-amz-copy-source-version-id", r => r.CopySourceVersionId, (r, v) => r with { CopySourceVersionId = v })
        .Header("x-amz-server-side-encryption", r => r.ServerSideEncryption, (r, v) => r with { ServerSideEncryption = v })
        .Header("x-amz-server-side-encryption-aws-kms-key-id", r => r.SSEKMSKeyId, (r, v) => r with { SSEKMSKeyId = v })
        .Header("x-amz-server-side-encryption-context", r => r.SSEKMSEncryptionContext, (r, v) => r with { SSEKMSEncryptionContext = v })
        .Header("x-amz-server-side-encryption-bucket-key-enabled", r => r.BucketKeyEnabled, (r, v) => r with { BucketKeyEnabled = v })
        .Header(
            "x-amz-server-side-encryption-customer-algorithm",
            r => r.SSECustomerAlgorithm,
            (r, v) => r with { SSECustomerAlgorithm = v })
        .Header("x-amz-server-side-encryption-customer-key-MD5", r => r.SSECustomerKeyMD5, (r, v) => r with { SSECustomerKeyMD5 = v })
        .Header("x-amz-expiration", r => r.Expiration, (r, v) => r with { Expiration = v })
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<CopyObjectRequest, CopyObjectResult> Operation { get; } = new(
        "CopyObject",
        "PUT /{Bucket}/{Key+}",
        Request,
        Result)
    {
        HeaderMarker = "x-amz-copy-source",
        RegionalBecause =
            "Acceleration serves no copy across regions (S3 User Guide, Transfer Acceleration), and the copied bytes never "
            + "travel through the client.",
        ErrorIn200 = true,
        Errors = ["ObjectNotInActiveTierError"],
    };

    extension(IS3 s3)
    {
        /// <summary>Copies an object.</summary>
        public Task<CopyObjectResult> CopyObjectAsync(CopyObjectRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Copies an object.</summary>
        public Task<CopyObjectResult> CopyObjectAsync(
            string sourceBucket, string sourceKey, string bucket, string key, CancellationToken cancellationToken = default) =>
            s3.CopyObjectAsync(
                new CopyObjectRequest
                {
                    Bucket = bucket,
                    Key = key,
                    CopySource = CopySource.Of(sourceBucket, sourceKey),
                },
                cancellationToken);
    }
}
