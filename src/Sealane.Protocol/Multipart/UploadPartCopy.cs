using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>What to copy, and into which part.</summary>
public sealed record UploadPartCopyRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The multipart upload.</summary>
    public required string UploadId { get; init; }
    /// <summary>Which part, from 1 to 10,000.</summary>
    public required int PartNumber { get; init; }
    /// <summary>
    /// The source, URL-encoded: <c>bucket/key</c>, with <c>?versionId=</c> for a version; <see cref="Objects.CopySource"/> writes it.
    /// </summary>
    public required string CopySource { get; init; }
    /// <summary>Which bytes of the source: <c>bytes=0-99</c>, both ends given.</summary>
    public string? CopySourceRange { get; init; }

    /// <summary>Go on only if the source's entity tag is this one.</summary>
    public string? CopySourceIfMatch { get; init; }
    /// <summary>Go on only if the source's entity tag is another one.</summary>
    public string? CopySourceIfNoneMatch { get; init; }
    /// <summary>Go on only if the source changed after this time.</summary>
    public DateTimeOffset? CopySourceIfModifiedSince { get; init; }
    /// <summary>Go on only if the source did not change after this time.</summary>
    public DateTimeOffset? CopySourceIfUnmodifiedSince { get; init; }

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

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
    /// <summary>The account that must own the source bucket, or S3 answers 403.</summary>
    public string? ExpectedSourceBucketOwner { get; init; }
}

/// <summary>The part.</summary>
public sealed record UploadPartCopyResult
{
    /// <summary>The source's version.</summary>
    public string? CopySourceVersionId { get; init; }
    /// <summary>The part.</summary>
    public CopiedPart? CopiedPart { get; init; }

    /// <summary>How S3 encrypts the object at rest: <c>AES256</c>, <c>aws:kms</c>, <c>aws:kms:dsse</c>.</summary>
    public string? ServerSideEncryption { get; init; }
    /// <summary>The KMS key.</summary>
    public Secret? SSEKMSKeyId { get; init; }
    /// <summary>Whether a bucket key spares calls to KMS.</summary>
    public bool? BucketKeyEnabled { get; init; }
    /// <summary><c>AES256</c>, when the customer brings the key (SSE-C).</summary>
    public string? SSECustomerAlgorithm { get; init; }
    /// <summary>Base64 of the MD5 of the customer's key.</summary>
    public string? SSECustomerKeyMD5 { get; init; }

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Copies an object, or a range of one, into a part of an upload.</summary>
public static class UploadPartCopy
{
    private static readonly Shape<UploadPartCopyRequest> Request =
        new ShapeBuilder<UploadPartCopyRequest>(new() { Bucket = "", Key = "", UploadId = "", PartNumber = 0, CopySource = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("uploadId", r => r.UploadId, (r, v) => r with { UploadId = v }, required: true)
        .Query("partNumber", r => r.PartNumber, (r, v) => r with { PartNumber = v }, required: true)
        .Header("x-amz-copy-source", r => r.CopySource, (r, v) => r with { CopySource = v }, required: true)
        .Header("x-amz-copy-source-range", r => r.CopySourceRange, (r, v) => r with { CopySourceRange = v })
        .Header("x-amz-copy-source-if-match", r => r.CopySourceIfMatch, (r, v) => r with { CopySourceIfMatch = v })
        .Header("x-amz-copy-source-if-none-match", r => r.CopySourceIfNoneMatch, (r, v) => r with { CopySourceIfNoneMatch = v })
        .Header("x-amz-copy-source-if-modified-since", r => r.CopySourceIfModifiedSince, (r, v) => r with { CopySourceIfModifiedSince = v })
        .Header(
            "x-amz-copy-source-if-unmodified-since",
            r => r.CopySourceIfUnmodifiedSince,
            (r, v) => r with { CopySourceIfUnmodifiedSince = v })
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
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Header("x-amz-source-expected-bucket-owner", r => r.ExpectedSourceBucketOwner, (r, v) => r with { ExpectedSourceBucketOwner = v })
        .Build();

    private static readonly Shape<UploadPartCopyResult> Result = new ShapeBuilder<UploadPartCopyResult>(new())
        .Header("x-amz-copy-source-version-id", r => r.CopySourceVersionId, (r, v) => r with { CopySourceVersionId = v })
        .Document("CopyPartResult", r => r.CopiedPart, (r, v) => r with { CopiedPart = v }, CopiedPart.Shape)
        .Header("x-amz-server-side-encryption", r => r.ServerSideEncryption, (r, v) => r with { ServerSideEncryption = v })
        .Header("x-amz-server-side-encryption-aws-kms-key-id", r => r.SSEKMSKeyId, (r, v) => r with { SSEKMSKeyId = v })
        .Header("x-amz-server-side-encryption-bucket-key-enabled", r => r.BucketKeyEnabled, (r, v) => r with { BucketKeyEnabled = v })
        .Header(
            "x-amz-server-side-encryption-customer-algorithm",
            r => r.SSECustomerAlgorithm,
            (r, v) => r with { SSECustomerAlgorithm = v })
        .Header("x-amz-server-side-encryption-customer-key-MD5", r => r.SSECustomerKeyMD5, (r, v) => r with { SSECustomerKeyMD5 = v })
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<UploadPartCopyRequest, UploadPartCopyResult> Operation { get; } = new(
        "UploadPartCopy",
        "PUT /{Bucket}/{Key+}",
        Request,
        Result)
    {
        HeaderMarker = "x-amz-copy-source",
        RegionalBecause = "As with CopyObject, the copied bytes never travel through the client: there is nothing to accelerate.",
        ErrorIn200 = true,
    };

    extension(IS3 s3)
    {
        /// <summary>Copies into a part.</summary>
        public Task<UploadPartCopyResult> UploadPartCopyAsync(
            UploadPartCopyRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Copies an object into a part.</summary>
        public Task<UploadPartCopyResult> UploadPartCopyAsync(
            string sourceBucket,
            string sourceKey,
            string bucket,
            string key,
            string uploadId,
            int partNumber,
            CancellationToken cancellationToken = default) =>
            s3.UploadPartCopyAsync(
                new UploadPartCopyRequest
                {
                    Bucket = bucket,
                    Key = key,
                    UploadId = uploadId,
                    PartNumber = partNumber,
                    CopySource = CopySource.Of(sourceBucket, sourceKey),
                },
                cancellationToken);
    }
}
