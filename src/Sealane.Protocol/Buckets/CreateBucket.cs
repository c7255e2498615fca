using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>A bucket to make.</summary>
public sealed record CreateBucketRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>Where and how to make the bucket; without it, in us-east-1.</summary>
    public CreateBucketConfiguration? CreateBucketConfiguration { get; init; }

    /// <summary><c>global</c> or <c>account-regional</c>.</summary>
    public string? BucketNamespace { get; init; }

    /// <summary>A canned access control list, such as <c>private</c>.</summary>
    public string? ACL { get; init; }
    /// <summary>Who may read, write and manage: <c>id="..."</c> or <c>uri="..."</c>, separated by commas.</summary>
    public string? GrantFullControl { get; init; }
    /// <summary>Who may read.</summary>
    public string? GrantRead { get; init; }
    /// <summary>Who may read the access control list.</summary>
    public string? GrantReadACP { get; init; }
    /// <summary>Who may create objects.</summary>
    public string? GrantWrite { get; init; }
    /// <summary>Who may write the access control list.</summary>
    public string? GrantWriteACP { get; init; }
    /// <summary><c>BucketOwnerEnforced</c>, <c>BucketOwnerPreferred</c> or <c>ObjectWriter</c>.</summary>
    public string? ObjectOwnership { get; init; }

    /// <summary>Whether the bucket's objects can be locked.</summary>
    public bool? ObjectLockEnabledForBucket { get; init; }
}

/// <summary>The bucket that was made.</summary>
public sealed record CreateBucketResult
{
    /// <summary>The bucket's path or address.</summary>
    public string? Location { get; init; }

    /// <summary>The bucket's ARN; directory buckets only.</summary>
    public string? BucketArn { get; init; }
}

/// <summary>Makes a bucket.</summary>
public static class CreateBucket
{
    private static readonly Shape<CreateBucketRequest> Request = new ShapeBuilder<CreateBucketRequest>(new() { Bucket = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Document(
            "CreateBucketConfiguration",
            r => r.CreateBucketConfiguration,
            (r, v) => r with { CreateBucketConfiguration = v },
            CreateBucketConfiguration.Shape)
        .Header("x-amz-bucket-namespace", r => r.BucketNamespace, (r, v) => r with { BucketNamespace = v })
        .Header("x-amz-acl", r => r.ACL, (r, v) => r with { ACL = v })
        .Header("x-amz-grant-full-control", r => r.GrantFullControl, (r, v) => r with { GrantFullControl = v })
        .Header("x-amz-grant-read", r => r.GrantRead, (r, v) => r with { GrantRead = v })
        .Header("x-amz-grant-read-acp", r => r.GrantReadACP, (r, v) => r with { GrantReadACP = v })
        .Header("x-amz-grant-write", r => r.GrantWrite, (r, v) => r with { GrantWrite = v })
        .Header("x-amz-grant-write-acp", r => r.GrantWriteACP, (r, v) => r with { GrantWriteACP = v })
        .Header("x-amz-object-ownership", r => r.ObjectOwnership, (r, v) => r with { ObjectOwnership = v })
        .Header("x-amz-bucket-object-lock-enabled", r => r.ObjectLockEnabledForBucket, (r, v) => r with { ObjectLockEnabledForBucket = v })
        .Build();

    private static readonly Shape<CreateBucketResult> Result = new ShapeBuilder<CreateBucketResult>(new())
        .Header("Location", r => r.Location, (r, v) => r with { Location = v })
        .Header("x-amz-bucket-arn", r => r.BucketArn, (r, v) => r with { BucketArn = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<CreateBucketRequest, CreateBucketResult> Operation { get; } = new(
        "CreateBucket",
        "PUT /{Bucket}",
        Request,
        Result)
    {
        RegionalBecause =
            "Acceleration does not serve it (S3 User Guide, Transfer Acceleration): the bucket it would belong to is not "
            + "there yet.",
        Errors = ["BucketAlreadyExists", "BucketAlreadyOwnedByYou"],
    };

    extension(IS3 s3)
    {
        /// <summary>Makes a bucket.</summary>
        public Task<CreateBucketResult> CreateBucketAsync(CreateBucketRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Makes a bucket in us-east-1.</summary>
        public Task<CreateBucketResult> CreateBucketAsync(string bucket, CancellationToken cancellationToken = default) =>
            s3.CreateBucketAsync(new CreateBucketRequest { Bucket = bucket }, cancellationToken);

        /// <summary>Makes a bucket in a region; us-east-1, which S3 refuses to be told, is left unsaid.</summary>
        public Task<CreateBucketResult> CreateBucketAsync(string bucket, string region, CancellationToken cancellationToken = default) =>
            s3.CreateBucketAsync(
                new CreateBucketRequest
                {
                    Bucket = bucket,
                    CreateBucketConfiguration = region == "us-east-1" ? null : new() { LocationConstraint = region },
                },
                cancellationToken);
    }
}
