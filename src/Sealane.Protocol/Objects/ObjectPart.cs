using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>A part of an object.</summary>
public sealed record ObjectPart
{
    /// <summary>Which part, from 1 to 10,000.</summary>
    public int? PartNumber { get; init; }
    /// <summary>Length in bytes.</summary>
    public long? Size { get; init; }
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;

    internal static Shape<ObjectPart> Shape { get; } = new ShapeBuilder<ObjectPart>(new())
        .Element("PartNumber", r => r.PartNumber, (r, v) => r with { PartNumber = v })
        .Element("Size", r => r.Size, (r, v) => r with { Size = v })
        .ChecksumElements(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Build();
}
