using System.Collections.ObjectModel;
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

    /// <summary>The user's own metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The storage class, such as <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }

    /// <summary>The tags as a URL query: <c>a=1&amp;b=2</c>.</summary>
    public string? Tagging { get; init; }

    /// <summary>A canned access control list, such as <c>private</c>.</summary>
    public string? Acl { get; init; }

    /// <summary>How S3 encrypts the object at rest: <c>AES256</c>, <c>aws:kms</c>.</summary>
    public string? ServerSideEncryption { get; init; }

    /// <summary>The KMS key.</summary>
    public Secret? SseKmsKeyId { get; init; }

    /// <summary>The customer's own key (SSE-C), base64 of 32 bytes.</summary>
    public Secret? SseCustomerKey { get; init; }

    /// <summary><c>*</c>: only if there is no such object yet.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>Only if the object's entity tag is this one.</summary>
    public string? IfMatch { get; init; }

    internal string? CustomerAlgorithm => SseCustomerKey is null ? null : "AES256";

    internal PutObjectRequest ToPut(string bucket, string key, Body body) => new()
    {
        Bucket = bucket,
        Key = key,
        Body = body,
        ContentType = ContentType,
        ContentEncoding = ContentEncoding,
        ContentLanguage = ContentLanguage,
        ContentDisposition = ContentDisposition,
        CacheControl = CacheControl,
        Metadata = Metadata,
        StorageClass = StorageClass,
        Tagging = Tagging,
        ACL = Acl,
        ServerSideEncryption = ServerSideEncryption,
        SSEKMSKeyId = SseKmsKeyId,
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
        Metadata = Metadata,
        StorageClass = StorageClass,
        Tagging = Tagging,
        ACL = Acl,
        ServerSideEncryption = ServerSideEncryption,
        SSEKMSKeyId = SseKmsKeyId,
        SSECustomerAlgorithm = CustomerAlgorithm,
        SSECustomerKey = SseCustomerKey,
    };
}
