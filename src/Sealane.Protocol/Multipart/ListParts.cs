using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>An upload whose parts to list.</summary>
public sealed record ListPartsRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The multipart upload.</summary>
    public required string UploadId { get; init; }

    /// <summary>Parts after this one.</summary>
    public int? PartNumberMarker { get; init; }
    /// <summary>At most so many parts in one answer.</summary>
    public int? MaxParts { get; init; }

    /// <summary><c>AES256</c>, when the customer brings the key (SSE-C).</summary>
    public string? SSECustomerAlgorithm { get; init; }
    /// <summary>The customer's key, base64 of 32 bytes.</summary>
    public Secret? SSECustomerKey { get; init; }
    /// <summary>Base64 of the MD5 of the customer's key.</summary>
    public string? SSECustomerKeyMD5 { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>A page of parts.</summary>
public sealed record ListPartsResult
{
    /// <summary>The bucket's name.</summary>
    public string? Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public string? Key { get; init; }
    /// <summary>The multipart upload.</summary>
    public string? UploadId { get; init; }

    /// <summary>Who began the upload.</summary>
    public Initiator? Initiator { get; init; }
    /// <summary>The owner.</summary>
    public Owner? Owner { get; init; }
    /// <summary>The storage class, such as <c>STANDARD</c>; absent in a result means <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }
    /// <summary>The checksum algorithm, such as <c>CRC64NVME</c>.</summary>
    public string? ChecksumAlgorithm { get; init; }
    /// <summary><c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public string? ChecksumType { get; init; }

    /// <summary>Parts after this one.</summary>
    public int? PartNumberMarker { get; init; }
    /// <summary>The marker of the next answer.</summary>
    public int? NextPartNumberMarker { get; init; }
    /// <summary>At most so many parts in one answer.</summary>
    public int? MaxParts { get; init; }
    /// <summary>Whether there is more.</summary>
    public bool? IsTruncated { get; init; }
    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>When a lifecycle rule will abort the upload.</summary>
    public DateTimeOffset? AbortDate { get; init; }
    /// <summary>Which rule that is.</summary>
    public string? AbortRuleId { get; init; }

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Lists the parts that an upload has so far.</summary>
public static class ListParts
{
    private static readonly Shape<ListPartsRequest> Request =
        new ShapeBuilder<ListPartsRequest>(new() { Bucket = "", Key = "", UploadId = "" })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("uploadId", r => r.UploadId, (r, v) => r with { UploadId = v }, required: true)
        .Query("part-number-marker", r => r.PartNumberMarker, (r, v) => r with { PartNumberMarker = v })
        .Query("max-parts", r => r.MaxParts, (r, v) => r with { MaxParts = v })
        .Header(
            "x-amz-server-side-encryption-customer-algorithm",
            r => r.SSECustomerAlgorithm,
            (r, v) => r with { SSECustomerAlgorithm = v })
        .Header("x-amz-server-side-encryption-customer-key", r => r.SSECustomerKey, (r, v) => r with { SSECustomerKey = v })
        .Header("x-amz-server-side-encryption-customer-key-MD5", r => r.SSECustomerKeyMD5, (r, v) => r with { SSECustomerKeyMD5 = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<ListPartsResult> Result = new ShapeBuilder<ListPartsResult>(new(), root: "ListPartsResult")
        .Element("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Element("Key", r => r.Key, (r, v) => r with { Key = v })
        .Element("UploadId", r => r.UploadId, (r, v) => r with { UploadId = v })
        .Element("Initiator", r => r.Initiator, (r, v) => r with { Initiator = v }, Initiator.Shape)
        .Element("Owner", r => r.Owner, (r, v) => r with { Owner = v }, Owner.Shape)
        .Element("StorageClass", r => r.StorageClass, (r, v) => r with { StorageClass = v })
        .Element("ChecksumAlgorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .Element("ChecksumType", r => r.ChecksumType, (r, v) => r with { ChecksumType = v })
        .Element("PartNumberMarker", r => r.PartNumberMarker, (r, v) => r with { PartNumberMarker = v })
        .Element("NextPartNumberMarker", r => r.NextPartNumberMarker, (r, v) => r with { NextPartNumberMarker = v })
        .Element("MaxParts", r => r.MaxParts, (r, v) => r with { MaxParts = v })
        .Element("IsTruncated", r => r.IsTruncated, (r, v) => r with { IsTruncated = v })
        .FlatList("Part", r => r.Parts, (r, v) => r with { Parts = v }, Part.Shape)
        .Header("x-amz-abort-date", r => r.AbortDate, (r, v) => r with { AbortDate = v })
        .Header("x-amz-abort-rule-id", r => r.AbortRuleId, (r, v) => r with { AbortRuleId = v })
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<ListPartsRequest, ListPartsResult> Operation { get; } = new(
        "ListParts",
        "GET /{Bucket}/{Key+}",
        Request,
        Result);

    extension(IS3 s3)
    {
        /// <summary>Lists parts.</summary>
        public Task<ListPartsResult> ListPartsAsync(ListPartsRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Lists parts, the first page.</summary>
        public Task<ListPartsResult> ListPartsAsync(
            string bucket, string key, string uploadId, CancellationToken cancellationToken = default) =>
            s3.ListPartsAsync(new ListPartsRequest { Bucket = bucket, Key = key, UploadId = uploadId }, cancellationToken);
    }
}
