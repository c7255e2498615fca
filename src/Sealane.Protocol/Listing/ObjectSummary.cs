using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Listing;

/// <summary>An object in a list of objects.</summary>
public sealed record ObjectSummary
{
    /// <summary>The object's key.</summary>
    public string? Key { get; init; }
    /// <summary>When it was last written.</summary>
    public DateTimeOffset? LastModified { get; init; }
    /// <summary>The entity tag, in quotes.</summary>
    public string? ETag { get; init; }
    /// <summary>The algorithms of the checksums that S3 keeps with the object.</summary>
    public IReadOnlyList<string> ChecksumAlgorithm { get; init; } = [];
    /// <summary><c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public string? ChecksumType { get; init; }
    /// <summary>Length in bytes.</summary>
    public long? Size { get; init; }
    /// <summary>The storage class, such as <c>STANDARD</c>; absent in a result means <c>STANDARD</c>.</summary>
    public string? StorageClass { get; init; }
    /// <summary>The owner.</summary>
    public Owner? Owner { get; init; }
    /// <summary>The state of a copy restored from an archive.</summary>
    public RestoreStatus? RestoreStatus { get; init; }

    internal static Shape<ObjectSummary> Shape { get; } = new ShapeBuilder<ObjectSummary>(new())
        .Element("Key", r => r.Key, (r, v) => r with { Key = v })
        .Element("LastModified", r => r.LastModified, (r, v) => r with { LastModified = v })
        .Element("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .FlatList("ChecksumAlgorithm", r => r.ChecksumAlgorithm, (r, v) => r with { ChecksumAlgorithm = v })
        .Element("ChecksumType", r => r.ChecksumType, (r, v) => r with { ChecksumType = v })
        .Element("Size", r => r.Size, (r, v) => r with { Size = v })
        .Element("StorageClass", r => r.StorageClass, (r, v) => r with { StorageClass = v })
        .Element("Owner", r => r.Owner, (r, v) => r with { Owner = v }, Owner.Shape)
        .Element("RestoreStatus", r => r.RestoreStatus, (r, v) => r with { RestoreStatus = v }, RestoreStatus.Shape)
        .Build();
}
