using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object to delete.</summary>
public sealed record DeleteObjectRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }

    /// <summary>Go on only if the object's entity tag is this one.</summary>
    public string? IfMatch { get; init; }
    /// <summary>Go on only if the object changed last at this time; directory buckets only.</summary>
    public DateTimeOffset? IfMatchLastModifiedTime { get; init; }
    /// <summary>Go on only if the object is this long, in bytes; directory buckets only.</summary>
    public long? IfMatchSize { get; init; }

    /// <summary>The device's serial number, a blank, and its present code.</summary>
    public string? MFA { get; init; }
    /// <summary>Whether to delete in spite of a <c>GOVERNANCE</c> lock.</summary>
    public bool? BypassGovernanceRetention { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>What the deletion left behind.</summary>
public sealed record DeleteObjectResult
{
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }

    /// <summary>Whether the deletion made a delete marker, or deleted one.</summary>
    public bool? DeleteMarker { get; init; }

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Deletes an object; one that does not exist counts as deleted.</summary>
public static class DeleteObject
{
    private static readonly Shape<DeleteObjectRequest> Request = new ShapeBuilder<DeleteObjectRequest>(new() { Bucket = "", Key = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("versionId", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Header("If-Match", r => r.IfMatch, (r, v) => r with { IfMatch = v })
        .Header("x-amz-if-match-last-modified-time", r => r.IfMatchLastModifiedTime, (r, v) => r with { IfMatchLastModifiedTime = v })
        .Header("x-amz-if-match-size", r => r.IfMatchSize, (r, v) => r with { IfMatchSize = v })
        .Header("x-amz-mfa", r => r.MFA, (r, v) => r with { MFA = v })
        .Header("x-amz-bypass-governance-retention", r => r.BypassGovernanceRetention, (r, v) => r with { BypassGovernanceRetention = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<DeleteObjectResult> Result = new ShapeBuilder<DeleteObjectResult>(new())
        .Header("x-amz-version-id", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Header("x-amz-delete-marker", r => r.DeleteMarker, (r, v) => r with { DeleteMarker = v })
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<DeleteObjectRequest, DeleteObjectResult> Operation { get; } = new(
        "DeleteObject",
        "DELETE /{Bucket}/{Key+}",
        Request,
        Result)
    {
        SuccessStatus = 204,
    };

    extension(IS3 s3)
    {
        /// <summary>Deletes an object.</summary>
        public Task<DeleteObjectResult> DeleteObjectAsync(DeleteObjectRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Deletes an object.</summary>
        public Task<DeleteObjectResult> DeleteObjectAsync(string bucket, string key, CancellationToken cancellationToken = default) =>
            s3.DeleteObjectAsync(new DeleteObjectRequest { Bucket = bucket, Key = key }, cancellationToken);
    }
}
