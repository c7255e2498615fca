using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object that was made by copying.</summary>
public sealed record CopiedObject
{
    /// <summary>When it was last written.</summary>
    public DateTimeOffset? LastModified { get; init; }
    /// <summary>The entity tag, in quotes.</summary>
    public string? ETag { get; init; }
    /// <summary><c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public string? ChecksumType { get; init; }
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;

    internal static Shape<CopiedObject> Shape { get; } = new ShapeBuilder<CopiedObject>(new())
        .Element("LastModified", r => r.LastModified, (r, v) => r with { LastModified = v })
        .Element("ETag", r => r.ETag, (r, v) => r with { ETag = v })
        .Element("ChecksumType", r => r.ChecksumType, (r, v) => r with { ChecksumType = v })
        .ChecksumElements(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Build();
}
