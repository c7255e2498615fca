using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object that was deleted.</summary>
public sealed record DeletedObject
{
    /// <summary>The object's key.</summary>
    public string? Key { get; init; }
    /// <summary>The object's version.</summary>
    public string? VersionId { get; init; }
    /// <summary>Whether the deletion made a delete marker, or deleted one.</summary>
    public bool? DeleteMarker { get; init; }
    /// <summary>The delete marker's version.</summary>
    public string? DeleteMarkerVersionId { get; init; }

    internal static Shape<DeletedObject> Shape { get; } = new ShapeBuilder<DeletedObject>(new())
        .Element("Key", r => r.Key, (r, v) => r with { Key = v })
        .Element("VersionId", r => r.VersionId, (r, v) => r with { VersionId = v })
        .Element("DeleteMarker", r => r.DeleteMarker, (r, v) => r with { DeleteMarker = v })
        .Element("DeleteMarkerVersionId", r => r.DeleteMarkerVersionId, (r, v) => r with { DeleteMarkerVersionId = v })
        .Build();
}
