using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>An upload to give up.</summary>
public sealed record AbortMultipartUploadRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The multipart upload.</summary>
    public required string UploadId { get; init; }

    /// <summary>Go on only if the upload began at this time; directory buckets only.</summary>
    public DateTimeOffset? IfMatchInitiatedTime { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>The upload was given up.</summary>
public sealed record AbortMultipartUploadResult
{
    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Gives an upload up and frees what its parts hold.</summary>
public static class AbortMultipartUpload
{
    private static readonly Shape<AbortMultipartUploadRequest> Request =
        new ShapeBuilder<AbortMultipartUploadRequest>(new() { Bucket = "", Key = "", UploadId = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("uploadId", r => r.UploadId, (r, v) => r with { UploadId = v }, required: true)
        .Header("x-amz-if-match-initiated-time", r => r.IfMatchInitiatedTime, (r, v) => r with { IfMatchInitiatedTime = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<AbortMultipartUploadResult> Result = new ShapeBuilder<AbortMultipartUploadResult>(new())
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<AbortMultipartUploadRequest, AbortMultipartUploadResult> Operation { get; } = new(
        "AbortMultipartUpload",
        "DELETE /{Bucket}/{Key+}",
        Request,
        Result)
    {
        SuccessStatus = 204,
        Errors = ["NoSuchUpload"],
    };

    extension(IS3 s3)
    {
        /// <summary>Gives an upload up.</summary>
        public Task<AbortMultipartUploadResult> AbortMultipartUploadAsync(
            AbortMultipartUploadRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Gives an upload up.</summary>
        public Task<AbortMultipartUploadResult> AbortMultipartUploadAsync(
            string bucket, string key, string uploadId, CancellationToken cancellationToken = default) =>
            s3.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest
                {
                    Bucket = bucket,
                    Key = key,
                    UploadId = uploadId,
                },
                cancellationToken);
    }
}
