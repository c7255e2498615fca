using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>A part that an upload has.</summary>
public sealed record Part
{
    /// <summary>Which part, from 1 to 10,000.</summary>
    public int? PartNumber { get; init; }
    /// <summary>When it was last written.</summary>
    public DateTimeOffset? LastModified { get; init; }
    /// <summary>The entity tag, in quotes.</summary>
    public string? ETag { get; init; }
    /// <summary>Length in bytes.</summary>
    public long? Size { get; init; }
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;

    internal static Shape<Part> Shape { get; } = new ShapeBuilder<Part>(new())
        .Element("PartNumber", r => r.PartNumber, (r, v) => r with { PartNumber = v })
        .Element("LastModified", r => r.LastModified, (r, v) => r with { LastModified = v })
        .Element("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .Element("Size", r => r.Size, (r, v) => r with { Size = v })
        .ChecksumElements(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Build();
}
