using System.Collections.ObjectModel;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object to store.</summary>
public sealed record PutObjectRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The object's bytes.</summary>
    public Body? Body { get; init; }

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
    /// <summary>Length of the body in bytes, for a body that does not know it.</summary>
    public long? ContentLength { get; init; }
    /// <summary>The user's own metadata, <c>x-amz-meta-</c> headers without the prefix; names are lower case on the wire.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;
    /// <summary>The storage class, such as <c>STANDARD</c>; absent in a result means <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }
    /// <summary>Where the bucket's website sends a reader of this object.</summary>
    public string? WebsiteRedirectLocation { get; init; }
    /// <summary>The object's tags as a URL query: <c>a=1&amp;b=2</c>.</summary>
    public string? Tagging { get; init; }

    /// <summary>Appends at this offset; directory buckets only.</summary>
    public long? WriteOffsetBytes { get; init; }

    /// <summary>Base64 of the body's MD5, which S3 checks.</summary>
    public string? ContentMD5 { get; init; }
    /// <summary>The algorithm to compute on the way, such as <c>CRC64NVME</c>, when no value is given.</summary>
    public string? ChecksumAlgorithm { get; init; }
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;

    /// <summary>Go on only if the object's entity tag is this one.</summary>
    public string? IfMatch { get; init; }
    /// <summary><c>*</c>: go on only if the object does not exist.</summary>
    public string? IfNoneMatch { get; init; }

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
}

/// <summary>What S3 says of the object it stored.</summary>
public sealed record PutObjectResult
{
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }

    /// <summary>The entity tag, in quotes.</summary>
    public string? ETag { get; init; }
    /// <summary>Length after an append, in bytes; directory buckets only.</summary>
    public long? Size { get; init; }

    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;
    /// <summary><c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public string? ChecksumType { get; init; }

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

/// <summary>Stores an object whole, in one request.</summary>
public static class PutObject
{
    private static readonly Shape<PutObjectRequest> Request = new ShapeBuilder<PutObjectRequest>(new() { Bucket = "", Key = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Payload(r => r.Body, (r, v) => r with { Body = v })
        .Header("Content-Type", r => r.ContentType, (r, v) => r with { ContentType = v })
        .Header("Content-Encoding", r => r.ContentEncoding, (r, v) => r with { ContentEncoding = v })
        .Header("Content-Language", r => r.ContentLanguage, (r, v) => r with { ContentLanguage = v })
        .Header("Content-Disposition", r => r.ContentDisposition, (r, v) => r with { ContentDisposition = v })
        .Header("Cache-Control", r => r.CacheControl, (r, v) => r with { CacheControl = v })
        .Header("Expires", r => r.Expires, (r, v) => r with { Expires = v })
        .Header("Content-Length", r => r.ContentLength, (r, v) => r with { ContentLength = v })
        .HeaderPrefix("x-amz-meta-", r => r.Metadata, (r, v) => r with { Metadata = v })
        .Header("x-amz-storage-class", r => r.StorageClass, (r, v) => r with { StorageClass = v })
        .Header("x-amz-website-redirect-location", r => r.WebsiteRedirectLocation, (r, v) => r with { WebsiteRedirectLocation = v })
        .Header("x-amz-tagging", r => r.Tagging, (r, v) => r with { Tagging = v })
        .Header("x-amz-write-offset-bytes", r => r.WriteOffsetBytes, (r, v) => r with { WriteOffsetBytes = v })
        .Header("Content-MD5", r => r.ContentMD5, (r, v) => r with { ContentMD5 = v })
        .Header("x-amz-sdk-checksum-algorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .ChecksumHeaders(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Header("If-Match", r => r.IfMatch, (r, v) => r with { IfMatch = v })
        .Header("If-None-Match", r => r.IfNoneMatch, (r, v) => r with { IfNoneMatch = v })
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
        .Build();

    private static readonly Shape<PutObjectResult> Result = new ShapeBuilder<PutObjectResult>(new())
        .Header("x-amz-version-id", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Header("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .Header("x-amz-object-size", r => r.Size, (r, v) => r with { Size = v })
        .ChecksumHeaders(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Header("x-amz-checksum-type", r => r.ChecksumType, (r, v) => r with { ChecksumType = v })
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
        .StartBy(Begin)
        .Build();

    private static PutObjectResult Begin(HeaderTexts texts) => new()
    {
        ETag = texts.Take("ETag"),
        VersionId = texts.Take("x-amz-version-id"),
        Checksums = ChecksumValues.Take(texts),
        ChecksumType = texts.Take("x-amz-checksum-type"),
        ServerSideEncryption = texts.Take("x-amz-server-side-encryption"),
    };

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<PutObjectRequest, PutObjectResult> Operation { get; } = new(
        "PutObject",
        "PUT /{Bucket}/{Key+}",
        Request,
        Result)
    {
        RequestChecksum = RequestChecksum.Optional,
        Errors = ["InvalidRequest", "InvalidWriteOffset", "TooManyParts", "EncryptionTypeMismatch"],
    };

    extension(IS3 s3)
    {
        /// <summary>Stores an object.</summary>
        public Task<PutObjectResult> PutObjectAsync(PutObjectRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Stores an object.</summary>
        public Task<PutObjectResult> PutObjectAsync(string bucket, string key, Body body, CancellationToken cancellationToken = default) =>
            s3.PutObjectAsync(new PutObjectRequest { Bucket = bucket, Key = key, Body = body }, cancellationToken);
    }
}
