using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>The tags that an object is to have.</summary>
public sealed record PutObjectTaggingRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
    /// <summary>All the tags; those that it has and that are not among them go.</summary>
    public required Tagging Tagging { get; init; }

    /// <summary>The document's MD5 in base64; another checksum serves as well.</summary>
    public string? ContentMD5 { get; init; }
    /// <summary>The algorithm of the document's checksum.</summary>
    public string? ChecksumAlgorithm { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
}

/// <summary>The object has the tags.</summary>
public sealed record PutObjectTaggingResult
{
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
}

/// <summary>Sets an object's tags.</summary>
public static class PutObjectTagging
{
    private static readonly Shape<PutObjectTaggingRequest> Request =
        new ShapeBuilder<PutObjectTaggingRequest>(new() { Bucket = "", Key = "", Tagging = new() { TagSet = [] } })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("versionId", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Document("Tagging", r => r.Tagging, (r, v) => r with { Tagging = v }, Tagging.Shape, required: true)
        .Header("Content-MD5", r => r.ContentMD5, (r, v) => r with { ContentMD5 = v })
        .Header("x-amz-sdk-checksum-algorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Build();

    private static readonly Shape<PutObjectTaggingResult> Result = new ShapeBuilder<PutObjectTaggingResult>(new())
        .Header("x-amz-version-id", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<PutObjectTaggingRequest, PutObjectTaggingResult> Operation { get; } = new(
        "PutObjectTagging",
        "PUT /{Bucket}/{Key+}?tagging",
        Request,
        Result)
    {
        RequestChecksum = RequestChecksum.Required,
    };

    extension(IS3 s3)
    {
        /// <summary>Sets an object's tags.</summary>
        public Task<PutObjectTaggingResult> PutObjectTaggingAsync(PutObjectTaggingRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Sets an object's tags; those that it has and that are not among them go.</summary>
        public Task<PutObjectTaggingResult> PutObjectTaggingAsync(
            string bucket, string key, IEnumerable<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default) =>
            s3.PutObjectTaggingAsync(new PutObjectTaggingRequest { Bucket = bucket, Key = key, Tagging = Tagging.Of(tags) }, cancellationToken);
    }
}
