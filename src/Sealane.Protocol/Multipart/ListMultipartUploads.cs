using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>Which uploads to list.</summary>
public sealed record ListMultipartUploadsRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>Only names that begin with it.</summary>
    public string? Prefix { get; init; }
    /// <summary>Keys that share what stands before it are rolled up, mostly <c>/</c>.</summary>
    public string? Delimiter { get; init; }
    /// <summary>Only keys after this one.</summary>
    public string? KeyMarker { get; init; }
    /// <summary>Together with the key marker: only uploads after this one.</summary>
    public string? UploadIdMarker { get; init; }
    /// <summary>At most so many uploads in one answer, up to 1,000.</summary>
    public int? MaxUploads { get; init; }
    /// <summary><c>url</c>: names are URL-encoded, since XML cannot carry every key.</summary>
    public string? EncodingType { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>A page of uploads.</summary>
public sealed record ListMultipartUploadsResult
{
    /// <summary>The bucket's name.</summary>
    public string? Bucket { get; init; }
    /// <summary>Only names that begin with it.</summary>
    public string? Prefix { get; init; }
    /// <summary>Keys that share what stands before it are rolled up, mostly <c>/</c>.</summary>
    public string? Delimiter { get; init; }
    /// <summary>Only keys after this one.</summary>
    public string? KeyMarker { get; init; }
    /// <summary>Together with the key marker: only uploads after this one.</summary>
    public string? UploadIdMarker { get; init; }
    /// <summary>The key marker of the next answer.</summary>
    public string? NextKeyMarker { get; init; }
    /// <summary>The upload marker of the next answer.</summary>
    public string? NextUploadIdMarker { get; init; }
    /// <summary>At most so many uploads in one answer, up to 1,000.</summary>
    public int? MaxUploads { get; init; }
    /// <summary><c>url</c>: names are URL-encoded, since XML cannot carry every key.</summary>
    public string? EncodingType { get; init; }
    /// <summary>Whether there is more.</summary>
    public bool? IsTruncated { get; init; }
    /// <summary>The uploads, in the order of their keys and beginnings.</summary>
    public IReadOnlyList<MultipartUpload> Uploads { get; init; } = [];
    /// <summary>What the delimiter rolled up.</summary>
    public IReadOnlyList<CommonPrefix> CommonPrefixes { get; init; } = [];

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Lists a bucket's unfinished uploads.</summary>
public static class ListMultipartUploads
{
    private static readonly Shape<ListMultipartUploadsRequest> Request =
        new ShapeBuilder<ListMultipartUploadsRequest>(new() { Bucket = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Query("prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Query("delimiter", r => r.Delimiter, (r, v) => r with { Delimiter = v })
        .Query("key-marker", r => r.KeyMarker, (r, v) => r with { KeyMarker = v })
        .Query("upload-id-marker", r => r.UploadIdMarker, (r, v) => r with { UploadIdMarker = v })
        .Query("max-uploads", r => r.MaxUploads, (r, v) => r with { MaxUploads = v })
        .Query("encoding-type", r => r.EncodingType, (r, v) => r with { EncodingType = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<ListMultipartUploadsResult> Result =
        new ShapeBuilder<ListMultipartUploadsResult>(new(), root: "ListMultipartUploadsResult")
        .Element("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Element("Prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Element("Delimiter", r => r.Delimiter, (r, v) => r with { Delimiter = v })
        .Element("KeyMarker", r => r.KeyMarker, (r, v) => r with { KeyMarker = v })
        .Element("UploadIdMarker", r => r.UploadIdMarker, (r, v) => r with { UploadIdMarker = v })
        .Element("NextKeyMarker", r => r.NextKeyMarker, (r, v) => r with { NextKeyMarker = v })
        .Element("NextUploadIdMarker", r => r.NextUploadIdMarker, (r, v) => r with { NextUploadIdMarker = v })
        .Element("MaxUploads", r => r.MaxUploads, (r, v) => r with { MaxUploads = v })
        .Element("EncodingType", r => r.EncodingType, (r, v) => r with { EncodingType = v })
        .Element("IsTruncated", r => r.IsTruncated, (r, v) => r with { IsTruncated = v })
        .FlatList("Upload", r => r.Uploads, (r, v) => r with { Uploads = v }, MultipartUpload.Shape)
        .FlatList("CommonPrefixes", r => r.CommonPrefixes, (r, v) => r with { CommonPrefixes = v }, CommonPrefix.Shape)
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<ListMultipartUploadsRequest, ListMultipartUploadsResult> Operation { get; } = new(
        "ListMultipartUploads",
        "GET /{Bucket}?uploads",
        Request,
        Result);

    extension(IS3 s3)
    {
        /// <summary>Lists uploads.</summary>
        public Task<ListMultipartUploadsResult> ListMultipartUploadsAsync(
            ListMultipartUploadsRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Lists uploads, the first page.</summary>
        public Task<ListMultipartUploadsResult> ListMultipartUploadsAsync(string bucket, CancellationToken cancellationToken = default) =>
            s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = bucket }, cancellationToken);
    }
}
