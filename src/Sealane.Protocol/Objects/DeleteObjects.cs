using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>Objects to delete.</summary>
public sealed record DeleteObjectsRequest
{
    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }
    /// <summary>The objects to delete.</summary>
    public required DeleteList Delete { get; init; }

    /// <summary>The algorithm of the document's checksum, which S3 requires.</summary>
    public string? ChecksumAlgorithm { get; init; }

    /// <summary>The device's serial number, a blank, and its present code.</summary>
    public string? MFA { get; init; }
    /// <summary>Whether to delete in spite of a <c>GOVERNANCE</c> lock.</summary>
    public bool? BypassGovernanceRetention { get; init; }

    /// <summary><c>requester</c>: the caller accepts the cost.</summary>
    public string? RequestPayer { get; init; }
    /// <summary>The account that must own the bucket, or S3 answers 403.</summary>
    public string? ExpectedBucketOwner { get; init; }
}

/// <summary>What was deleted and what was not; S3 answers 200 either way.</summary>
public sealed record DeleteObjectsResult
{
    /// <summary>What was deleted; what did not exist is named too.</summary>
    public IReadOnlyList<DeletedObject> Deleted { get; init; } = [];
    /// <summary>What was not deleted, and why.</summary>
    public IReadOnlyList<DeleteError> Errors { get; init; } = [];

    /// <summary><c>requester</c>, when the caller was charged.</summary>
    public string? RequestCharged { get; init; }
}

/// <summary>Deletes up to 1,000 objects in one request.</summary>
public static class DeleteObjects
{
    private static readonly Shape<DeleteObjectsRequest> Request =
        new ShapeBuilder<DeleteObjectsRequest>(new() { Bucket = "", Delete = new() { Objects = [] } })
        .Label("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v })
        .Document("Delete", r => r.Delete, (r, v) => r with { Delete = v }, DeleteList.Shape, required: true)
        .Header("x-amz-sdk-checksum-algorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .Header("x-amz-mfa", r => r.MFA, (r, v) => r with { MFA = v })
        .Header("x-amz-bypass-governance-retention", r => r.BypassGovernanceRetention, (r, v) => r with { BypassGovernanceRetention = v })
        .Header("x-amz-request-payer", r => r.RequestPayer, (r, v) => r with { RequestPayer = v })
        .Header("x-amz-expected-bucket-owner", r => r.ExpectedBucketOwner, (r, v) => r with { ExpectedBucketOwner = v })
        .Build();

    private static readonly Shape<DeleteObjectsResult> Result = new ShapeBuilder<DeleteObjectsResult>(new(), root: "DeleteResult")
        .FlatList("Deleted", r => r.Deleted, (r, v) => r with { Deleted = v }, DeletedObject.Shape)
        .FlatList("Error", r => r.Errors, (r, v) => r with { Errors = v }, DeleteError.Shape)
        .Header("x-amz-request-charged", r => r.RequestCharged, (r, v) => r with { RequestCharged = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<DeleteObjectsRequest, DeleteObjectsResult> Operation { get; } = new(
        "DeleteObjects",
        "POST /{Bucket}?delete",
        Request,
        Result)
    {
        RequestChecksum = RequestChecksum.Required,
    };

    extension(IS3 s3)
    {
        /// <summary>Deletes objects.</summary>
        public Task<DeleteObjectsResult> DeleteObjectsAsync(DeleteObjectsRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Deletes objects by their keys, at most 1,000.</summary>
        public Task<DeleteObjectsResult> DeleteObjectsAsync(
            string bucket, IEnumerable<string> keys, CancellationToken cancellationToken = default) =>
            s3.DeleteObjectsAsync(
                new DeleteObjectsRequest
                {
                    Bucket = bucket,
                    Delete = new() { Objects = [.. keys.Select(key => new ObjectIdentifier { Key = key })] },
                },
                cancellationToken);
    }
}
