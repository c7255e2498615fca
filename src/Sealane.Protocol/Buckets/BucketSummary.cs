using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>A bucket in a list of buckets.</summary>
public sealed record BucketSummary
{
    /// <summary>The bucket's name.</summary>
    public string? Name { get; init; }
    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreationDate { get; init; }
    /// <summary>The bucket's region.</summary>
    public string? BucketRegion { get; init; }
    /// <summary>The bucket's ARN; directory buckets only.</summary>
    public string? BucketArn { get; init; }

    internal static Shape<BucketSummary> Shape { get; } = new ShapeBuilder<BucketSummary>(new())
        .Element("Name", r => r.Name, (r, v) => r with { Name = v })
        .Element("CreationDate", r => r.CreationDate, (r, v) => r with { CreationDate = v })
        .Element("BucketRegion", r => r.BucketRegion, (r, v) => r with { BucketRegion = v })
        .Element("BucketArn", r => r.BucketArn, (r, v) => r with { BucketArn = v })
        .Build();
}
