using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Buckets;

/// <summary>The kind of a directory bucket.</summary>
public sealed record BucketInfo
{
    /// <summary><c>SingleAvailabilityZone</c> or <c>SingleLocalZone</c>.</summary>
    public string? DataRedundancy { get; init; }
    /// <summary><c>Directory</c>.</summary>
    public string? Type { get; init; }

    internal static Shape<BucketInfo> Shape { get; } = new ShapeBuilder<BucketInfo>(new())
        .Element("DataRedundancy", r => r.DataRedundancy, (r, v) => r with { DataRedundancy = v })
        .Element("Type", r => r.Type, (r, v) => r with { Type = v })
        .Build();
}
