using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Multipart;

/// <summary>A part that was made by copying.</summary>
public sealed record CopiedPart
{
    /// <summary>When it was last written.</summary>
    public DateTimeOffset? LastModified { get; init; }
    /// <summary>The entity tag, in quotes.</summary>
    public string? ETag { get; init; }
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;

    internal static Shape<CopiedPart> Shape { get; } = new ShapeBuilder<CopiedPart>(new())
        .Element("LastModified", r => r.LastModified, (r, v) => r with { LastModified = v })
        .Element("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .ChecksumElements(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Build();
}
