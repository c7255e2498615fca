using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>Where and how to make a bucket.</summary>
public sealed record CreateBucketConfiguration
{
    /// <summary>The region; absent for us-east-1.</summary>
    public string? LocationConstraint { get; init; }
    /// <summary>The zone; directory buckets only.</summary>
    public LocationInfo? Location { get; init; }
    /// <summary>The kind of bucket; directory buckets only.</summary>
    public BucketInfo? Bucket { get; init; }
    /// <summary>The bucket's tags.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }

    internal static Shape<CreateBucketConfiguration> Shape { get; } = new ShapeBuilder<CreateBucketConfiguration>(new())
        .Element("LocationConstraint", r => r.LocationConstraint, (r, v) => r with { LocationConstraint = v })
        .Element("Location", r => r.Location, (r, v) => r with { Location = v }, LocationInfo.Shape)
        .Element("Bucket", r => r.Bucket, (r, v) => r with { Bucket = v }, BucketInfo.Shape)
        .List("Tags", "Tag", r => r.Tags, (r, v) => r with { Tags = v }, Tag.Shape)
        .Build();
}
