using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>The parts of an object that was uploaded in parts; S3 names them one by one only if they have checksums.</summary>
public sealed record ObjectParts
{
    /// <summary>How many parts the object has.</summary>
    public int? TotalPartsCount { get; init; }
    /// <summary>Parts after this one.</summary>
    public int? PartNumberMarker { get; init; }
    /// <summary>The marker of the next answer.</summary>
    public int? NextPartNumberMarker { get; init; }
    /// <summary>At most so many parts in one answer.</summary>
    public int? MaxParts { get; init; }
    /// <summary>Whether there is more.</summary>
    public bool? IsTruncated { get; init; }
    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<ObjectPart> Parts { get; init; } = [];

    internal static Shape<ObjectParts> Shape { get; } = new ShapeBuilder<ObjectParts>(new())
        .Element("PartsCount", r => r.TotalPartsCount, (r, v) => r with { TotalPartsCount = v })
        .Element("PartNumberMarker", r => r.PartNumberMarker, (r, v) => r with { PartNumberMarker = v })
        .Element("NextPartNumberMarker", r => r.NextPartNumberMarker, (r, v) => r with { NextPartNumberMarker = v })
        .Element("MaxParts", r => r.MaxParts, (r, v) => r with { MaxParts = v })
        .Element("IsTruncated", r => r.IsTruncated, (r, v) => r with { IsTruncated = v })
        .FlatList("Part", r => r.Parts, (r, v) => r with { Parts = v }, ObjectPart.Shape)
        .Build();
}
