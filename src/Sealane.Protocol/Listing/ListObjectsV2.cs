using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Listing;

/// <summary>Which objects to list.</summary>
public sealed record ListObjectsV2Request
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>What to tell besides: <c>RestoreStatus</c>.</summary>
    public IReadOnlyList<string> OptionalObjectAttributes { get; init; } = [];

    /// <summary>Only names that begin with it.</summary>
    public string? Prefix { get; init; }
    /// <summary>Keys that share what stands before it are rolled up, mostly <c>/</c>.</summary>
    public string? Delimiter { get; init; }
    /// <summary>Only keys after this one.</summary>
    public string? StartAfter { get; init; }
    /// <summary>Where to go on, from the answer before.</summary>
    public string? ContinuationToken { get; init; }
    /// <summary>At most so many keys and common prefixes in one answer, up to 1,000.</summary>
    public int? MaxKeys { get; init; }
    /// <summary>Whether to tell the owners.</summary>
    public bool? FetchOwner { get; init; }
    /// <summary><c>url</c>: names are URL-encoded, since XML cannot carry every key.</summary>
    public string? EncodingType { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>A page of objects.</summary>
public sealed record ListObjectsV2Result
{
    /// <summary>The bucket's name.</summary>
    public string? Name { get; init; }
    /// <summary>Only names that begin with it.</summary>
    public string? Prefix { get; init; }
    /// <summary>Keys that share what stands before it are rolled up, mostly <c>/</c>.</summary>
    public string? Delimiter { get; init; }
    /// <summary>Only keys after this one.</summary>
    public string? StartAfter { get; init; }
    /// <summary>Where to go on, from the answer before.</summary>
    public string? ContinuationToken { get; init; }
    /// <summary>The token of the next answer.</summary>
    public string? NextContinuationToken { get; init; }
    /// <summary>How many keys and common prefixes there are in this answer.</summary>
    public int? KeyCount { get; init; }
    /// <summary>At most so many keys and common prefixes in one answer, up to 1,000.</summary>
    public int? MaxKeys { get; init; }
    /// <summary><c>url</c>: names are URL-encoded, since XML cannot carry every key.</summary>
    public string? EncodingType { get; init; }
    /// <summary>Whether there is more.</summary>
    public bool? IsTruncated { get; init; }
    /// <summary>The objects, in the order of their keys' bytes.</summary>
    public IReadOnlyList<ObjectSummary> Contents { get; init; } = [];
    /// <summary>What the delimiter rolled up.</summary>
    public IReadOnlyList<CommonPrefix> CommonPrefixes { get; init; } = [];

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Lists a bucket's objects, a page at a time.</summary>
public static class ListObjectsV2
{
    private static readonly Shape<ListObjectsV2Request> Request = new ShapeBuilder<ListObjectsV2Request>(new() { Bucket = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .HeaderList("x-amz-optional-object-attributes", r => r.OptionalObjectAttributes, (r, v) => r with { OptionalObjectAttributes = v })
        .Query("prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Query("delimiter", r => r.Delimiter, (r, v) => r with { Delimiter = v })
        .Query("start-after", r => r.StartAfter, (r, v) => r with { StartAfter = v })
        .Query("continuation-token", r => r.ContinuationToken, (r, v) => r with { ContinuationToken = v })
        .Query("max-keys", r => r.MaxKeys, (r, v) => r with { MaxKeys = v })
        .Query("fetch-owner", r => r.FetchOwner, (r, v) => r with { FetchOwner = v })
        .Query("encoding-type", r => r.EncodingType, (r, v) => r with { EncodingType = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<ListObjectsV2Result> Result = new ShapeBuilder<ListObjectsV2Result>(new(), root: "ListBucketResult")
        .Element("Name", r => r.Name, (r, v) => r with { Name = v })
        .Element("Prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Element("Delimiter", r => r.Delimiter, (r, v) => r with { Delimiter = v })
        .Element("StartAfter", r => r.StartAfter, (r, v) => r with { StartAfter = v })
        .Element("ContinuationToken", r => r.ContinuationToken, (r, v) => r with { ContinuationToken = v })
        .Element("NextContinuationToken", r => r.NextContinuationToken, (r, v) => r with { NextContinuationToken = v })
        .Element("KeyCount", r => r.KeyCount, (r, v) => r with { KeyCount = v })
        .Element("MaxKeys", r => r.MaxKeys, (r, v) => r with { MaxKeys = v })
        .Element("EncodingType", r => r.EncodingType, (r, v) => r with { EncodingType = v })
        .Element("IsTruncated", r => r.IsTruncated, (r, v) => r with { IsTruncated = v })
        .FlatList("Contents", r => r.Contents, (r, v) => r with { Contents = v }, ObjectSummary.Shape)
        .FlatList("CommonPrefixes", r => r.CommonPrefixes, (r, v) => r with { CommonPrefixes = v }, CommonPrefix.Shape)
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<ListObjectsV2Request, ListObjectsV2Result> Operation { get; } = new(
        "ListObjectsV2",
        "GET /{Bucket}?list-type=2",
        Request,
        Result)
    {
        Errors = ["NoSuchBucket"],
    };

    extension(IS3 s3)
    {
        /// <summary>Lists objects.</summary>
        public Task<ListObjectsV2Result> ListObjectsV2Async(ListObjectsV2Request request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Lists objects, the first page.</summary>
        public Task<ListObjectsV2Result> ListObjectsV2Async(
            string bucket, string? prefix = null, CancellationToken cancellationToken = default) =>
            s3.ListObjectsV2Async(new ListObjectsV2Request { Bucket = bucket, Prefix = prefix }, cancellationToken);
    }
}
