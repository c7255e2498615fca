using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Listing;

/// <summary>Which objects to list.</summary>
public sealed record ListObjectsRequest
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
    public string? Marker { get; init; }
    /// <summary>At most so many keys and common prefixes in one answer, up to 1,000.</summary>
    public int? MaxKeys { get; init; }
    /// <summary><c>url</c>: names are URL-encoded, since XML cannot carry every key.</summary>
    public string? EncodingType { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>A page of objects.</summary>
public sealed record ListObjectsResult
{
    /// <summary>The bucket's name.</summary>
    public string? Name { get; init; }
    /// <summary>Only names that begin with it.</summary>
    public string? Prefix { get; init; }
    /// <summary>Keys that share what stands before it are rolled up, mostly <c>/</c>.</summary>
    public string? Delimiter { get; init; }
    /// <summary>Only keys after this one.</summary>
    public string? Marker { get; init; }
    /// <summary>The marker of the next answer; S3 gives it with a delimiter only.</summary>
    public string? NextMarker { get; init; }
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

/// <summary>Lists a bucket's objects, a page at a time, as S3 did first.</summary>
public static class ListObjects
{
    private static readonly Shape<ListObjectsRequest> Request = new ShapeBuilder<ListObjectsRequest>(new() { Bucket = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .HeaderList("x-amz-optional-object-attributes", r => r.OptionalObjectAttributes, (r, v) => r with { OptionalObjectAttributes = v })
        .Query("prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Query("delimiter", r => r.Delimiter, (r, v) => r with { Delimiter = v })
        .Query("marker", r => r.Marker, (r, v) => r with { Marker = v })
        .Query("max-keys", r => r.MaxKeys, (r, v) => r with { MaxKeys = v })
        .Query("encoding-type", r => r.EncodingType, (r, v) => r with { EncodingType = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<ListObjectsResult> Result = new ShapeBuilder<ListObjectsResult>(new(), root: "ListBucketResult")
        .Element("Name", r => r.Name, (r, v) => r with { Name = v })
        .Element("Prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Element("Delimiter", r => r.Delimiter, (r, v) => r with { Delimiter = v })
        .Element("Marker", r => r.Marker, (r, v) => r with { Marker = v })
        .Element("NextMarker", r => r.NextMarker, (r, v) => r with { NextMarker = v })
        .Element("MaxKeys", r => r.MaxKeys, (r, v) => r with { MaxKeys = v })
        .Element("EncodingType", r => r.EncodingType, (r, v) => r with { EncodingType = v })
        .Element("IsTruncated", r => r.IsTruncated, (r, v) => r with { IsTruncated = v })
        .FlatList("Contents", r => r.Contents, (r, v) => r with { Contents = v }, ObjectSummary.Shape)
        .FlatList("CommonPrefixes", r => r.CommonPrefixes, (r, v) => r with { CommonPrefixes = v }, CommonPrefix.Shape)
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<ListObjectsRequest, ListObjectsResult> Operation { get; } = new(
        "ListObjects",
        "GET /{Bucket}",
        Request,
        Result)
    {
        Errors = ["NoSuchBucket"],
    };

    extension(IS3 s3)
    {
        /// <summary>Lists objects.</summary>
        public Task<ListObjectsResult> ListObjectsAsync(ListObjectsRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Lists objects, the first page.</summary>
        public Task<ListObjectsResult> ListObjectsAsync(
            string bucket, string? prefix = null, CancellationToken cancellationToken = default) =>
            s3.ListObjectsAsync(new ListObjectsRequest { Bucket = bucket, Prefix = prefix }, cancellationToken);
    }
}
