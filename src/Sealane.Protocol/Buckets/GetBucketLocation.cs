using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>A bucket whose region to tell.</summary>
public sealed record GetBucketLocationRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>The bucket's region.</summary>
public sealed record GetBucketLocationResult
{
    /// <summary>The region; absent for us-east-1.</summary>
    public string? LocationConstraint { get; init; }
}

/// <summary>Tells a bucket's region.</summary>
public static class GetBucketLocation
{
    private static readonly Shape<GetBucketLocationRequest> Request = new ShapeBuilder<GetBucketLocationRequest>(new() { Bucket = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<GetBucketLocationResult> Result =
        new ShapeBuilder<GetBucketLocationResult>(new(), root: "LocationConstraint")
        .RootText(r => r.LocationConstraint, (r, v) => r with { LocationConstraint = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<GetBucketLocationRequest, GetBucketLocationResult> Operation { get; } = new(
        "GetBucketLocation",
        "GET /{Bucket}?location",
        Request,
        Result)
    {
        RegionalBecause = "It is asked to find out the region, which a request to an acceleration host must know already to be signed.",
    };

    extension(IS3 s3)
    {
        /// <summary>Tells a bucket's region.</summary>
        public Task<GetBucketLocationResult> GetBucketLocationAsync(
            GetBucketLocationRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Tells a bucket's region.</summary>
        public Task<GetBucketLocationResult> GetBucketLocationAsync(string bucket, CancellationToken cancellationToken = default) =>
            s3.GetBucketLocationAsync(new GetBucketLocationRequest { Bucket = bucket }, cancellationToken);
    }
}
