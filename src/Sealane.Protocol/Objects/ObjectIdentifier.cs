using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object to delete, and on which condition.</summary>
public sealed record ObjectIdentifier
{
    /// <summary>The object's key.</summary>
    public required string Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
    /// <summary>Delete only if the entity tag is this one; directory buckets only.</summary>
    public string? ETag { get; init; }
    /// <summary>Delete only if the object changed last at this time; directory buckets only.</summary>
    public DateTimeOffset? LastModifiedTime { get; init; }
    /// <summary>Delete only if the object is this long, in bytes; directory buckets only.</summary>
    public long? Size { get; init; }

    internal static Shape<ObjectIdentifier> Shape { get; } = new ShapeBuilder<ObjectIdentifier>(new() { Key = "" })
        .Element("Key", r => r.Key, (r, v) => r with { Key = v }, required: true)
        .Element("VersionId", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Element("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .HttpDateElement("LastModifiedTime", r => r.LastModifiedTime, (r, v) => r with { LastModifiedTime = v })
        .Element("Size", r => r.Size, (r, v) => r with { Size = v })
        .Build();
}
