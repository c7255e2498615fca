using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object whose tags to take away.</summary>
public sealed record DeleteObjectTaggingRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }

    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>The object has no tags any more.</summary>
public sealed record DeleteObjectTaggingResult
{
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
}

/// <summary>Takes all tags of an object away.</summary>
public static class DeleteObjectTagging
{
    private static readonly Shape<DeleteObjectTaggingRequest> Request = new ShapeBuilder<DeleteObjectTaggingRequest>(new() { Bucket = "", Key = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("versionId", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<DeleteObjectTaggingResult> Result = new ShapeBuilder<DeleteObjectTaggingResult>(new())
        .Header("x-amz-version-id", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<DeleteObjectTaggingRequest, DeleteObjectTaggingResult> Operation { get; } = new(
        "DeleteObjectTagging",
        "DELETE /{Bucket}/{Key+}?tagging",
        Request,
        Result)
    {
        SuccessStatus = 204,
    };

    extension(IS3 s3)
    {
        /// <summary>Takes all tags of an object away.</summary>
        public Task<DeleteObjectTaggingResult> DeleteObjectTaggingAsync(string bucket, string key, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, new DeleteObjectTaggingRequest { Bucket = bucket, Key = key }, cancellationToken);
    }
}
