using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>A part to join: what S3 said when it was stored.</summary>
public sealed record CompletedPart
{
    /// <summary>Which part, from 1 to 10,000.</summary>
    public int? PartNumber { get; init; }
    /// <summary>The entity tag, in quotes.</summary>
    public string? ETag { get; init; }
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;

    internal static Shape<CompletedPart> Shape { get; } = new ShapeBuilder<CompletedPart>(new())
        .Element("PartNumber", r => r.PartNumber, (r, v) => r with { PartNumber = v })
        .Element("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .ChecksumElements(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Build();
}
