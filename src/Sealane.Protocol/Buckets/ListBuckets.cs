using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>Which buckets to list.</summary>
public sealed record ListBucketsRequest
{
    /// <summary>Only names that begin with it.</summary>
    public string? Prefix { get; init; }
    /// <summary>Where to go on, from the answer before.</summary>
    public string? ContinuationToken { get; init; }
    /// <summary>At most so many buckets in one answer, up to 10,000.</summary>
    public int? MaxBuckets { get; init; }
    /// <summary>Only buckets of this region.</summary>
    public string? BucketRegion { get; init; }
}

/// <summary>The caller's buckets.</summary>
public sealed record ListBucketsResult
{
    /// <summary>The owner.</summary>
    public Owner? Owner { get; init; }
    /// <summary>The buckets, in the order of their names.</summary>
    public IReadOnlyList<BucketSummary> Buckets { get; init; } = [];
    /// <summary>Only names that begin with it.</summary>
    public string? Prefix { get; init; }
    /// <summary>Where to go on, from the answer before.</summary>
    public string? ContinuationToken { get; init; }
}

/// <summary>Lists the caller's buckets.</summary>
public static class ListBuckets
{
    private static readonly Shape<ListBucketsRequest> Request = new ShapeBuilder<ListBucketsRequest>(new())
        .Query("prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Query("continuation-token", r => r.ContinuationToken, (r, v) => r with { ContinuationToken = v })
        .Query("max-buckets", r => r.MaxBuckets, (r, v) => r with { MaxBuckets = v })
        .Query("bucket-region", r => r.BucketRegion, (r, v) => r with { BucketRegion = v })
        .Build();

    private static readonly Shape<ListBucketsResult> Result = new ShapeBuilder<ListBucketsResult>(new(), root: "ListAllMyBucketsResult")
        .Element("Owner", r => r.Owner, (r, v) => r with { Owner = v }, Owner.Shape)
        .List("Buckets", "Bucket", r => r.Buckets, (r, v) => r with { Buckets = v }, BucketSummary.Shape)
        .Element("Prefix", r => r.Prefix, (r, v) => r with { Prefix = v })
        .Element("ContinuationToken", r => r.ContinuationToken, (r, v) => r with { ContinuationToken = v })
        .Build();

    /// <summary>How it stands on the wire, and its traits.</summary>
    public static Operation<ListBucketsRequest, ListBucketsResult> Operation { get; } = new("ListBuckets", "GET /", Request, Result)
    {
        RegionalBecause = "It names no bucket, and an acceleration host is one bucket's (S3 User Guide, Transfer Acceleration).",
    };

    extension(IS3 s3)
    {
        /// <summary>Lists buckets.</summary>
        public Task<ListBucketsResult> ListBucketsAsync(ListBucketsRequest request, CancellationToken cancellationToken = default) =>
            s3.SendAsync(Operation, request, cancellationToken);

        /// <summary>Lists buckets, the first 10,000.</summary>
        public Task<ListBucketsResult> ListBucketsAsync(CancellationToken cancellationToken = default) =>
            s3.ListBucketsAsync(new ListBucketsRequest(), cancellationToken);
    }
}
