using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>A part to store.</summary>
public sealed record UploadPartRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The multipart upload.</summary>
    public required string UploadId { get; init; }
    /// <summary>Which part, from 1 to 10,000.</summary>
    public required int PartNumber { get; init; }
    /// <summary>The object's bytes.</summary>
    public Body? Body { get; init; }

    /// <summary>Length of the body in bytes, for a body that does not know it.</summary>
    public long? ContentLength { get; init; }

    /// <summary>Base64 of the body's MD5, which S3 checks.</summary>
    public string? ContentMD5 { get; init; }
    /// <summary>The algorithm to compute on the way, such as <c>CRC64NVME</c>, when no value is given.</summary>
    public string? ChecksumAlgorithm { get; init; }
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;

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

/// <summary>What S3 says of the part it stored.</summary>
public sealed record UploadPartResult
{
    /// <summary>The entity tag, in quotes.</summary>
    public string? ETag { get; init; }

    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;

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

/// <summary>Stores one part of an upload.</summary>
public static class UploadPart
{
    private static readonly Shape<UploadPartRequest> Request =
        new ShapeBuilder<UploadPartRequest>(new() { Bucket = "", Key = "", UploadId = "", PartNumber = 0 })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("uploadId", r => r.UploadId, (r, v) => r with { UploadId = v }, required: true)
        .Query("partNumber", r => r.PartNumber, (r, v) => r with { PartNumber = v }, required: true)
        .Payload(r => r.Body, (r, v) => r with { Body = v })
        .Header("Content-Length", r => r.ContentLength, (r, v) => r with { ContentLength = v })
        .Header("Content-MD5", r => r.ContentMD5, (r, v) => r with { ContentMD5 = v })
        .Header("x-amz-sdk-checksum-algorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .ChecksumHeaders(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Header(
            "x-amz-server-side-encryption-customer-algorithm",
            r => r.SSECustomerAlgorithm,
            (r, v) => r with { SSECustomerAlgorithm = v })
        .Header("x-amz-server-side-encryption-customer-key", r => r.SSECustomerKey, (r, v) => r with { SSECustomerKey = v })
        .Header("x-amz-server-side-encryption-customer-key-MD5", r => r.SSECustomerKeyMD5, (r, v) => r with { SSECustomerKeyMD5 = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<UploadPartResult> Result = new ShapeBuilder<UploadPartResult>(new())
        .Header("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .ChecksumHeaders(r => r.Checksums, (r, v) => r with { Checksums = v })
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
    public static Operation<UploadPartRequest, UploadPartResult> Operation { get; } = new(
        "UploadPart",
        "PUT /{Bucket}/{Key+}",
        Request,
        Result)
    {
        RequestChecksum = RequestChecksum.Optional,
    };

    extension(IS3 s3)
    {
        /// <summary>Stores a part.</summary>
        public Task<UploadPartResult> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Stores a part.</summary>
        public Task<UploadPartResult> UploadPartAsync(
            string bucket, string key, string uploadId, int partNumber, Body body, CancellationToken cancellationToken = default) =>
            s3.UploadPartAsync(
                new UploadPartRequest
                {
                    Bucket = bucket,
                    Key = key,
                    UploadId = uploadId,
                    PartNumber = partNumber,
                    Body = body,
                },
                cancellationToken);
    }
}
