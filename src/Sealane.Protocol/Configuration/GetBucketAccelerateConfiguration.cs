using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Configuration;

/// <summary>A bucket whose acceleration to tell.</summary>
public sealed record GetBucketAccelerateConfigurationRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>The state of the bucket's acceleration.</summary>
public sealed record GetBucketAccelerateConfigurationResult
{
    /// <summary><c>Enabled</c> or <c>Suspended</c>; absent when it was never set.</summary>
    public string? Status { get; init; }

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Tells whether a bucket's Transfer Acceleration is on.</summary>
public static class GetBucketAccelerateConfiguration
{
    private static readonly Shape<GetBucketAccelerateConfigurationRequest> Request =
        new ShapeBuilder<GetBucketAccelerateConfigurationRequest>(new() { Bucket = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<GetBucketAccelerateConfigurationResult> Result =
        new ShapeBuilder<GetBucketAccelerateConfigurationResult>(new(), root: "AccelerateConfiguration")
        .Element("Status", r => r.Status, (r, v) => r with { Status = v })
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<GetBucketAccelerateConfigurationRequest, GetBucketAccelerateConfigurationResult> Operation { get; } = new(
        "GetBucketAccelerateConfiguration",
        "GET /{Bucket}?accelerate",
        Request,
        Result)
    {
        RegionalBecause = "It is asked whether acceleration is on: while it is off, the acceleration host answers 400 to everything.",
    };

    extension(IS3 s3)
    {
        /// <summary>Tells the state of acceleration.</summary>
        public Task<GetBucketAccelerateConfigurationResult> GetBucketAccelerateConfigurationAsync(
            GetBucketAccelerateConfigurationRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Tells the state of acceleration.</summary>
        public Task<GetBucketAccelerateConfigurationResult> GetBucketAccelerateConfigurationAsync(
            string bucket, CancellationToken cancellationToken = default) =>
            s3.GetBucketAccelerateConfigurationAsync(new GetBucketAccelerateConfigurationRequest { Bucket = bucket }, cancellationToken);
    }
}
