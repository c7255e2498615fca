using Sealane.Protocol.Checksums;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Multipart;

namespace Sealane.Transfers;

/// <summary>A part as S3 took it.</summary>
/// <param name="Number">Its number, from 1 on.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ETag">Its entity tag.</param>
/// <param name="Checksum">The checksum of its bytes, computed as they were sent; null when none was.</param>
internal sealed record StoredPart(int Number, long Length, string? ETag, Checksum? Checksum)
{
    // S3's tags are strong. A way that may compress weakens them, and S3 knows its own again by their opaque part alone (RFC 9110 8.8.1);
    // that the part is made of these bytes, its checksum has proven.
    public string? ETag { get; } = ETag is ['W' or 'w', '/', .. var opaque] ? opaque : ETag;

    public CompletedPart ToCompleted() => new()
    {
        PartNumber = Number,
        ETag = ETag,
        Checksums = Checksum is { } sum ? ChecksumValues.Of(sum) : ChecksumValues.None,
    };
}
