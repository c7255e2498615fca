using Sealane.Protocol.Groups;
using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Objects;

/// <summary>An object's checksum as S3 keeps it.</summary>
public sealed record ObjectChecksum
{
    /// <summary>The checksums, each base64.</summary>
    public ChecksumValues Checksums { get; init; } = ChecksumValues.None;
    /// <summary><c>COMPOSITE</c> or <c>FULL_OBJECT</c>.</summary>
    public string? ChecksumType { get; init; }

    internal static Shape<ObjectChecksum> Shape { get; } = new ShapeBuilder<ObjectChecksum>(new())
        .ChecksumElements(r => r.Checksums, (r, v) => r with { Checksums = v })
        .Element("ChecksumType", r => r.ChecksumType, (r, v) => r with { ChecksumType = v })
        .Build();
}
