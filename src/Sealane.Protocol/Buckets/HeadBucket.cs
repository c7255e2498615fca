using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>A bucket to look for.</summary>
public sealed record HeadBucketRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>Where the bucket is.</summary>
public sealed record HeadBucketResult
{
    /// <summary>The bucket's region.</summary>
    public string? BucketRegion { get; init; }
    /// <summary>The bucket's ARN; directory buckets only.</summary>
    public string? BucketArn { get; init; }
    /// <summary>The kind of zone; directory buckets only.</summary>
    public string? BucketLocationType { get; init; }
    /// <summary>The zone; directory buckets only.</summary>
    public string? BucketLocationName { get; init; }
    /// <summary>Whether the name is an access point's alias.</summary>
    public bool? AccessPointAlias { get; init; }
}

/// <summary>Tells whether a bucket is there, and in which region.</summary>
public static class HeadBucket
{
    private static readonly Shape<HeadBucketRequest> Request = new ShapeBuilder<HeadBucketRequest>(new() { Bucket = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<HeadBucketResult> Result = new ShapeBuilder<HeadBucketResult>(new())
        .Header("x-amz-bucket-region", r => r.BucketRegion, (r, v) => r with { BucketRegion = v })
        .Header("x-amz-bucket-arn", r => r.BucketArn, (r, v) => r with { BucketArn = v })
        .Header("x-amz-bucket-location-type", r => r.BucketLocationType, (r, v) => r with { BucketLocationType = v })
        .Header("x-amz-bucket-location-name", r => r.BucketLocationName, (r, v) => r with { BucketLocationName = v })
        .Header("x-amz-access-point-alias", r => r.AccessPointAlias, (r, v) => r with { AccessPointAlias = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<HeadBucketRequest, HeadBucketResult> Operation { get; } = new("HeadBucket", "HEAD /{Bucket}", Request, Result)
    {
        RegionalBecause =
            "It is asked to find out a bucket's region or state, and an acceleration host answers a bare 400 while "
            + "acceleration is off.",
        Errors = ["NoSuchBucket"],
    };

    extension(IS3 s3)
    {
        /// <summary>Looks for a bucket.</summary>
        public Task<HeadBucketResult> HeadBucketAsync(HeadBucketRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Looks for a bucket.</summary>
        public Task<HeadBucketResult> HeadBucketAsync(string bucket, CancellationToken cancellationToken = default) =>
            s3.HeadBucketAsync(new HeadBucketRequest { Bucket = bucket }, cancellationToken);
    }
}
