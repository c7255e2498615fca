using System.Globalization;

namespace Sealane.Protocol.Checksums;

/// <summary>
/// The checksum of an object that came in parts, over its parts' digests; written <c>base64-N</c>, N being the number of parts.
/// </summary>
/// <param name="Digest">The digest of the parts' digests.</param>
/// <param name="Parts">The number of parts.</param>
public readonly record struct CompositeChecksum(Checksum Digest, int Parts)
{
    /// <summary>
    /// Reads <c>base64-N</c>; false when the digest has another length or N is not a count from 1 to 10,000 (S3's most parts).
    /// </summary>
    public static bool TryParse(ChecksumAlgorithm algorithm, string? text, out CompositeChecksum checksum)
    {
        checksum = default;
        var dash = text?.LastIndexOf('-') ?? -1;
        if (dash < 0
            || !Checksum.TryParse(algorithm, text![..dash], out var digest)
            || !int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var parts)
            || parts is < 1 or > 10_000)
        {
            return false;
        }

        checksum = new CompositeChecksum(digest, parts);
        return true;
    }

    /// <summary>The text that headers and XML carry: <c>base64-N</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Digest.ToBase64()}-{Parts}");
}
