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
    public CompletedPart ToCompleted() => new()
    {
        PartNumber = Number,
        ETag = ETag,
        Checksums = Checksum is { } sum ? ChecksumValues.Of(sum) : ChecksumValues.None,
    };
}
