using System.Collections.ObjectModel;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Transfers;

/// <summary>What an uploaded object is to be like; the same whether it goes in one piece or in parts.</summary>
public sealed record UploadOptions
{
    /// <summary>The media type.</summary>
    public string? ContentType { get; init; }

    /// <summary>Kept with the object and given back as <c>Content-Encoding</c>.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Kept with the object and given back as <c>Content-Language</c>.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>Kept with the object and given back as <c>Content-Disposition</c>.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>Kept with the object and given back as <c>Cache-Control</c>.</summary>
    public string? CacheControl { get; init; }

    /// <summary>Kept with the object and given back as <c>Expires</c>: an HTTP date.</summary>
    public string? Expires { get; init; }

    /// <summary>Where a bucket that is a web site sends who asks for the object: a URL, or a path that begins with <c>/</c>.</summary>
    public string? WebsiteRedirectLocation { get; init; }

    /// <summary>The user's own metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The storage class, such as <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The tags as a URL query: <c>a=1&amp;b=2</c>.</summary>
    public string? Tagging { get; init; }

    /// <summary>A canned access control list, such as <c>private</c>.</summary>
    public string? Acl { get; init; }

    /// <summary>Who may do everything with the object: <c>id=...</c>, <c>uri=...</c>, <c>emailAddress=...</c>, separated by commas.</summary>
    public string? GrantFullControl { get; init; }

    /// <summary>Who may read the object, written likewise.</summary>
    public string? GrantRead { get; init; }

    /// <summary>Who may read the object's access control list, written likewise.</summary>
    public string? GrantReadAcp { get; init; }

    /// <summary>Who may write the object's access control list, written likewise.</summary>
    public string? GrantWriteAcp { get; init; }

    /// <summary>How S3 encrypts the object at rest: <c>AES256</c>, <c>aws:kms</c>.</summary>
    public string? ServerSideEncryption { get; init; }

    /// <summary>The KMS key.</summary>
    public Secret? SseKmsKeyId { get; init; }

    /// <summary>The KMS encryption context, base64 of a JSON object.</summary>
    public Secret? SseKmsEncryptionContext { get; init; }

    /// <summary>Whether a bucket key spares calls to KMS; null: as the bucket has it.</summary>
    public bool? BucketKeyEnabled { get; init; }

    /// <summary>The customer's own key (SSE-C), base64 of 32 bytes.</summary>
    public Secret? SseCustomerKey { get; init; }

    /// <summary><c>*</c>: only if there is no such object yet.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>Only if the object's entity tag is this one.</summary>
    public string? IfMatch { get; init; }

    /// <summary><c>GOVERNANCE</c> or <c>COMPLIANCE</c>: the object is locked until <see cref="ObjectLockRetainUntil"/>.</summary>
    public string? ObjectLockMode { get; init; }

    /// <summary>Until when the object is locked.</summary>
    public DateTimeOffset? ObjectLockRetainUntil { get; init; }

    /// <summary><c>ON</c>: nobody deletes the object until it is <c>OFF</c> again.</summary>
    public string? ObjectLockLegalHold { get; init; }

    /// <summary>The algorithm of the checksum of this object, even where checksums are sent only when required.</summary>
    /// <value>Null by default: the client's.</value>
    public ChecksumAlgorithm? ChecksumAlgorithm { get; init; }

    /// <summary>Whether the checksum of an object in parts is over its bytes, or over its parts' digests.</summary>
    /// <value>Null by default: over the bytes where S3 takes that for the algorithm.</value>
    public ChecksumType? ChecksumType { get; init; }

    /// <summary>
    /// What length in bytes is to be expected of a source that does not know its own: its parts are made long enough for that.
    /// </summary>
    public long? ExpectedLength { get; init; }

    internal string? CustomerAlgorithm => SseCustomerKey is null ? null : "AES256";

    internal PutObjectRequest ToPut(string bucket, string key, Body body) => new()
    {
        Bucket = bucket,
        Key = key,
        Body = body,
        ChecksumAlgorithm = ChecksumAlgorithm is { } asked ? ChecksumTable.Of(asked).WireName : null,
        ContentType = ContentType,
        ContentEncoding = ContentEncoding,
        ContentLanguage = ContentLanguage,
        ContentDisposition = ContentDisposition,
        CacheControl = CacheControl,
        Expires = Expires,
        WebsiteRedirectLocation = WebsiteRedirectLocation,
        Metadata = Metadata,
        StorageClass = StorageClass,
        Tagging = Tagging,
        ACL = Acl,
        GrantFullControl = GrantFullControl,
        GrantRead = GrantRead,
        GrantReadACP = GrantReadAcp,
        GrantWriteACP = GrantWriteAcp,
        ObjectLockMode = ObjectLockMode,
        ObjectLockRetainUntilDate = ObjectLockRetainUntil,
        ObjectLockLegalHoldStatus = ObjectLockLegalHold,
        ServerSideEncryption = ServerSideEncryption,
        SSEKMSKeyId = SseKmsKeyId,
        SSEKMSEncryptionContext = SseKmsEncryptionContext,
        BucketKeyEnabled = BucketKeyEnabled,
        SSECustomerAlgorithm = CustomerAlgorithm,
        SSECustomerKey = SseCustomerKey,
        IfNoneMatch = IfNoneMatch,
        IfMatch = IfMatch,
    };

    internal CreateMultipartUploadRequest ToCreate(string bucket, string key) => new()
    {
        Bucket = bucket,
        Key = key,
        ContentType = ContentType,
        ContentEncoding = ContentEncoding,
        ContentLanguage = ContentLanguage,
        ContentDisposition = ContentDisposition,
        CacheControl = CacheControl,
        Expires = Expires,
        WebsiteRedirectLocation = WebsiteRedirectLocation,
        Metadata = Metadata,
        StorageClass = StorageClass,
        Tagging = Tagging,
        ACL = Acl,
        GrantFullControl = GrantFullControl,
        GrantRead = GrantRead,
        GrantReadACP = GrantReadAcp,
        GrantWriteACP = GrantWriteAcp,
        ObjectLockMode = ObjectLockMode,
        ObjectLockRetainUntilDate = ObjectLockRetainUntil,
        ObjectLockLegalHoldStatus = ObjectLockLegalHold,
        ServerSideEncryption = ServerSideEncryption,
        SSEKMSKeyId = SseKmsKeyId,
        SSEKMSEncryptionContext = SseKmsEncryptionContext,
        BucketKeyEnabled = BucketKeyEnabled,
        SSECustomerAlgorithm = CustomerAlgorithm,
        SSECustomerKey = SseCustomerKey,
    };
}
