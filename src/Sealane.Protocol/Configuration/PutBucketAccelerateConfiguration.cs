using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Configuration;

/// <summary>The state of acceleration to set.</summary>
public sealed record PutBucketAccelerateConfigurationRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The state to set.</summary>
    public required AccelerateConfiguration AccelerateConfiguration { get; init; }

    /// <summary>The algorithm of the document's checksum.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>The state was set.</summary>
public sealed record PutBucketAccelerateConfigurationResult;

/// <summary>Switches a bucket's Transfer Acceleration on or off.</summary>
public static class PutBucketAccelerateConfiguration
{
    private static readonly Shape<PutBucketAccelerateConfigurationRequest> Request =
        new ShapeBuilder<PutBucketAccelerateConfigurationRequest>(new() { Bucket = "", AccelerateConfiguration = new() })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Document(
            "AccelerateConfiguration",
            r => r.AccelerateConfiguration,
            (r, v) => r with { AccelerateConfiguration = v },
            AccelerateConfiguration.Shape,
            required: true)
        .Header("x-amz-sdk-checksum-algorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<PutBucketAccelerateConfigurationResult> Result =
        new ShapeBuilder<PutBucketAccelerateConfigurationResult>(new()).Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<PutBucketAccelerateConfigurationRequest, PutBucketAccelerateConfigurationResult> Operation { get; } = new(
        "PutBucketAccelerateConfiguration",
        "PUT /{Bucket}?accelerate",
        Request,
        Result)
    {
        RequestChecksum = RequestChecksum.Optional,
        RegionalBecause = "It is what switches acceleration on: until then the acceleration host answers 400 to everything.",
    };

    extension(IS3 s3)
    {
        /// <summary>Sets the state of acceleration.</summary>
        public Task<PutBucketAccelerateConfigurationResult> PutBucketAccelerateConfigurationAsync(
            PutBucketAccelerateConfigurationRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Sets the state of acceleration: <c>Enabled</c> or <c>Suspended</c>.</summary>
        public Task<PutBucketAccelerateConfigurationResult> PutBucketAccelerateConfigurationAsync(
            string bucket, string status, CancellationToken cancellationToken = default) =>
            s3.PutBucketAccelerateConfigurationAsync(
                new PutBucketAccelerateConfigurationRequest
                {
                    Bucket = bucket,
                    AccelerateConfiguration = new() { Status = status },
                },
                cancellationToken);
    }
}
