using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object whose tags to tell.</summary>
public sealed record GetObjectTaggingRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }

    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
}

/// <summary>An object's tags.</summary>
public sealed record GetObjectTaggingResult
{
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
    /// <summary>The tags.</summary>
    public required IReadOnlyList<Tag> TagSet { get; init; }
}

/// <summary>Tells an object's tags.</summary>
public static class GetObjectTagging
{
    private static readonly Shape<GetObjectTaggingRequest> Request = new ShapeBuilder<GetObjectTaggingRequest>(new() { Bucket = "", Key = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("versionId", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Build();

    private static readonly Shape<GetObjectTaggingResult> Result = new ShapeBuilder<GetObjectTaggingResult>(new() { TagSet = [] }, root: "Tagging")
        .Header("x-amz-version-id", r => r.VersionId, (r, v) => r with { VersionId = v })
        .List("TagSet", "Tag", r => r.TagSet, (r, v) => r with { TagSet = v }, Tag.Shape, required: true)
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<GetObjectTaggingRequest, GetObjectTaggingResult> Operation { get; } = new(
        "GetObjectTagging",
        "GET /{Bucket}/{Key+}?tagging",
        Request,
        Result);

    extension(IS3 s3)
    {
        /// <summary>Tells an object's tags.</summary>
        public Task<GetObjectTaggingResult> GetObjectTaggingAsync(GetObjectTaggingRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Tells an object's tags.</summary>
        public Task<GetObjectTaggingResult> GetObjectTaggingAsync(string bucket, string key, CancellationToken cancellationToken = default) =>
            s3.GetObjectTaggingAsync(new GetObjectTaggingRequest { Bucket = bucket, Key = key }, cancellationToken);
    }
}
