using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>A bucket to delete.</summary>
public sealed record DeleteBucketRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>The bucket was deleted.</summary>
public sealed record DeleteBucketResult;

/// <summary>Deletes an empty bucket.</summary>
public static class DeleteBucket
{
    private static readonly Shape<DeleteBucketRequest> Request = new ShapeBuilder<DeleteBucketRequest>(new() { Bucket = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<DeleteBucketResult> Result = new ShapeBuilder<DeleteBucketResult>(new()).Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<DeleteBucketRequest, DeleteBucketResult> Operation { get; } = new(
        "DeleteBucket",
        "DELETE /{Bucket}",
        Request,
        Result)
    {
        SuccessStatus = 204,
        RegionalBecause = "Acceleration does not serve it (S3 User Guide, Transfer Acceleration).",
    };

    extension(IS3 s3)
    {
        /// <summary>Deletes an empty bucket.</summary>
        public Task<DeleteBucketResult> DeleteBucketAsync(DeleteBucketRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Deletes an empty bucket.</summary>
        public Task<DeleteBucketResult> DeleteBucketAsync(string bucket, CancellationToken cancellationToken = default) =>
            s3.DeleteBucketAsync(new DeleteBucketRequest { Bucket = bucket }, cancellationToken);
    }
}
