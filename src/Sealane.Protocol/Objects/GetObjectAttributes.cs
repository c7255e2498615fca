using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object, and what to tell of it.</summary>
public sealed record GetObjectAttributesRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
    /// <summary>What to tell: <c>ETag</c>, <c>Checksum</c>, <c>ObjectParts</c>, <c>StorageClass</c>, <c>ObjectSize</c>.</summary>
    public required IReadOnlyList<string> ObjectAttributes { get; init; }

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

/// <summary>What was asked for.</summary>
public sealed record GetObjectAttributesResult
{
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
    /// <summary>Whether this version is a delete marker.</summary>
    public bool? DeleteMarker { get; init; }
    /// <summary>When it was last written.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The entity tag, without quotes here.</summary>
    public string? ETag { get; init; }
    /// <summary>The object's checksum.</summary>
    public ObjectChecksum? Checksum { get; init; }
    /// <summary>The object's parts.</summary>
    public ObjectParts? ObjectParts { get; init; }
    /// <summary>The storage class, such as <c>STANDARD</c>; absent in a result means <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }
    /// <summary>Length in bytes.</summary>
    public long? ObjectSize { get; init; }

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Tells an object's checksum, parts and size.</summary>
public static class GetObjectAttributes
{
    private static readonly Shape<GetObjectAttributesRequest> Request =
        new ShapeBuilder<GetObjectAttributesRequest>(new() { Bucket = "", Key = "", ObjectAttributes = [] })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Label("Key", r => r.Key, (r, v) => r with { Key = v })
        .Query("versionId", r => r.VersionId, (r, v) => r with { VersionId = v })
        .HeaderList("x-amz-object-attributes", r => r.ObjectAttributes, (r, v) => r with { ObjectAttributes = v }, required: true)
        .Header("x-amz-part-number-marker", r => r.PartNumberMarker, (r, v) => r with { PartNumberMarker = v })
        .Header("x-amz-max-parts", r => r.MaxParts, (r, v) => r with { MaxParts = v })
        .Header(
            "x-amz-server-side-encryption-customer-algorithm",
            r => r.SSECustomerAlgorithm,
            (r, v) => r with { SSECustomerAlgorithm = v })
        .Header("x-amz-server-side-encryption-customer-key", r => r.SSECustomerKey, (r, v) => r with { SSECustomerKey = v })
        .Header("x-amz-server-side-encryption-customer-key-MD5", r => r.SSECustomerKeyMD5, (r, v) => r with { SSECustomerKeyMD5 = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<GetObjectAttributesResult> Result =
        new ShapeBuilder<GetObjectAttributesResult>(new(), root: "GetObjectAttributesResponse")
        .Header("x-amz-version-id", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Header("x-amz-delete-marker", r => r.DeleteMarker, (r, v) => r with { DeleteMarker = v })
        .Header("Last-Modified", r => r.LastModified, (r, v) => r with { LastModified = v })
        .Element("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .Element("Checksum", r => r.Checksum, (r, v) => r with { Checksum = v }, ObjectChecksum.Shape)
        .Element("ObjectParts", r => r.ObjectParts, (r, v) => r with { ObjectParts = v }, ObjectParts.Shape)
        .Element("StorageClass", r => r.StorageClass, (r, v) => r with { StorageClass = v })
        .Element("ObjectSize", r => r.ObjectSize, (r, v) => r with { ObjectSize = v })
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<GetObjectAttributesRequest, GetObjectAttributesResult> Operation { get; } = new(
        "GetObjectAttributes",
        "GET /{Bucket}/{Key+}?attributes",
        Request,
        Result)
    {
        Errors = ["NoSuchKey"],
    };

    extension(IS3 s3)
    {
        /// <summary>Tells an object's attributes.</summary>
        public Task<GetObjectAttributesResult> GetObjectAttributesAsync(
            GetObjectAttributesRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Tells an object's attributes, such as <c>Checksum</c> and <c>ObjectParts</c>.</summary>
        public Task<GetObjectAttributesResult> GetObjectAttributesAsync(
            string bucket, string key, IReadOnlyList<string> attributes, CancellationToken cancellationToken = default) =>
            s3.GetObjectAttributesAsync(
                new GetObjectAttributesRequest
                {
                    Bucket = bucket,
                    Key = key,
                    ObjectAttributes = attributes,
                },
                cancellationToken);
    }
}
