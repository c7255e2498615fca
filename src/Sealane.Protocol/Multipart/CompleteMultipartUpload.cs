using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>An upload to complete.</summary>
public sealed record CompleteMultipartUploadRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The multipart upload.</summary>
    public required string UploadId { get; init; }
    /// <summary>The parts to join.</summary>
    public CompletedMultipartUpload? MultipartUpload { get; init; }

    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;
    /// <summary><c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public string? ChecksumType { get; init; }
    /// <summary>The whole object's length in bytes, which S3 checks.</summary>
    public long? MpuObjectSize { get; init; }

    /// <summary>Go on only if the object's entity tag is this one.</summary>
    public string? IfMatch { get; init; }
    /// <summary><c>*</c>: go on only if the object does not exist.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary><c>AES256</c>, when the customer brings the key (SSE-C).</summary>
    public string? SSECustomerAlgorithm { get; init; }
    /// <summary>The customer's key, base64 of 32 bytes.</summary>
    public Secret? SSECustomerKey { get; init; }
    /// <summary>Base64 of the MD5 of the customer's key.</summary>
    public string? SSECustomerKeyMD5 { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>The object that came of it.</summary>
public sealed record CompleteMultipartUploadResult
{
    /// <summary>The object's address.</summary>
    public string? Location { get; init; }
    /// <summary>The bucket's name.</summary>
    public string? Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public string? Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }

    /// <summary>The entity tag, in quotes.</summary>
    public string? ETag { get; init; }
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;
    /// <summary><c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public string? ChecksumType { get; init; }

    /// <summary>How S3 encrypts the object at rest: <c>AES256</c>, <c>aws:kms</c>, <c>aws:kms:dsse</c>.</summary>
    public string? ServerSideEncryption { get; init; }
    /// <summary>The KMS key.</summary>
    public Secret? SSEKMSKeyId { get; init; }
    /// <summary>Whether a bucket key spares calls to KMS.</summary>
    public bool? BucketKeyEnabled { get; init; }

    /// <summary>When a lifecycle rule will delete the object, and which rule.</summary>
    public string? Expiration { get; init; }
    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Joins the parts of an upload into the object.</summary>
public static class CompleteMultipartUpload
{
    private static readonly Shape<CompleteMultipartUploadRequest> Request =
        new ShapeBuilder<CompleteMultipartUploadRequest>(new() { Bucket = "", Key = "", UploadId = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("uploadId", r => r.UploadId, (r, v) => r with { UploadId = v }, required: true)
        .Document(
            "CompleteMultipartUpload",
            r => r.MultipartUpload,
            (r, v) => r with { MultipartUpload = v },
            CompletedMultipartUpload.Shape)
        .ChecksumHeaders(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Header("x-amz-checksum-type", r => r.ChecksumType, (r, v) => r with { ChecksumType = v })
        .Header("x-amz-mp-object-size", r => r.MpuObjectSize, (r, v) => r with { MpuObjectSize = v })
        .Header("If-Match", r => r.IfMatch, (r, v) => r with { IfMatch = v })
        .Header("If-None-Match", r => r.IfNoneMatch, (r, v) => r with { IfNoneMatch = v })
        .Header(
            "x-amz-server-side-encryption-customer-algorithm",
            r => r.SSECustomerAlgorithm,
            (r, v) => r with { SSECustomerAlgorithm = v })
        .Header("x-amz-server-side-encryption-customer-key", r => r.SSECustomerKey, (r, v) => r with { SSECustomerKey = v })
        .Header("x-amz-server-side-encryption-customer-key-MD5", r => r.SSECustomerKeyMD5, (r, v) => r with { SSECustomerKeyMD5 = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<CompleteMultipartUploadResult> Result =
        new ShapeBuilder<CompleteMultipartUploadResult>(new(), root: "CompleteMultipartUploadResult")
        .Element("Location", r => r.Location, (r, v) => r with { Location = v })
        .Element("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Element("Key", r => r.Key, (r, v) => r with { Key = v })
        .Header("x-amz-version-id", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Element("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .ChecksumElements(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Element("ChecksumType", r => r.ChecksumType, (r, v) => r with { ChecksumType = v })
        .Header("x-amz-server-side-encryption", r => r.ServerSideEncryption, (r, v) => r with { ServerSideEncryption = v })
        .Header("x-amz-server-side-encryption-aws-kms-key-id", r => r.SSEKMSKeyId, (r, v) => r with { SSEKMSKeyId = v })
        .Header("x-amz-server-side-encryption-bucket-key-enabled", r => r.BucketKeyEnabled, (r, v) => r with { BucketKeyEnabled = v })
        .Header("x-amz-expiration", r => r.Expiration, (r, v) => r with { Expiration = v })
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<CompleteMultipartUploadRequest, CompleteMultipartUploadResult> Operation { get; } = new(
        "CompleteMultipartUpload",
        "POST /{Bucket}/{Key+}",
        Request,
        Result)
    {
        ErrorIn200 = true,
    };

    extension(IS3 s3)
    {
        /// <summary>Joins parts.</summary>
        public Task<CompleteMultipartUploadResult> CompleteMultipartUploadAsync(
            CompleteMultipartUploadRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Joins parts, in the order of their numbers.</summary>
        public Task<CompleteMultipartUploadResult> CompleteMultipartUploadAsync(
            string bucket,
            string key,
            string uploadId,
            IReadOnlyList<CompletedPart> parts,
            CancellationToken cancellationToken = default) =>
            s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    Bucket = bucket,
                    Key = key,
                    UploadId = uploadId,
                    MultipartUpload = new() { Parts = parts },
                },
                cancellationToken);
    }
}
