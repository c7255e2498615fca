using System.Buffers;
using Sealane.Listing;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;

namespace Sealane.Sync;

/// <summary>Finds out by checksums whether two things of one length hold the same.</summary>
/// <remarks>
/// An entity tag without a dash is the MD5 of the bytes, unless KMS or the customer encrypts (S3 API, Object): that it matches proves
/// sameness, that it does not proves nothing by itself.
/// </remarks>
internal static class ContentComparison
{
    // Up to this length an MD5 costs less than the request that asks for another checksum.
    private const long CheapMd5 = 1024 * 1024;

    private const int BufferSize = 256 * 1024;

    /// <summary>Whether a file holds what an object does; false when nothing can be compared.</summary>
    public static async Task<bool> OfFileAsync(string path, BucketPlace place, Entry entry, CancellationToken cancellationToken)
    {
        var md5 = entry.Length <= CheapMd5 && IsMd5(entry.ETag) ? Compute(ChecksumAlgorithm.Md5, path, cancellationToken) : (Checksum?)null;
        if (md5 is { } cheap && IsTagOf(cheap, entry.ETag))
        {
            return true;
        }

        var head = await HeadAsync(place, entry, cancellationToken).ConfigureAwait(false);
        if (FullObject(head) is { } said)
        {
            return Compute(said.Algorithm, path, cancellationToken) == said;
        }

        return IsMd5(head.ETag) && head.ServerSideEncryption is null or "AES256" && IsTagOf(md5 ?? Compute(ChecksumAlgorithm.Md5, path, cancellationToken), head.ETag);
    }

    /// <summary>Whether two objects hold the same; false when nothing can be compared.</summary>
    public static async Task<bool> OfObjectsAsync(BucketPlace source, Entry from, BucketPlace target, Entry to, CancellationToken cancellationToken)
    {
        if (IsMd5(from.ETag) && from.ETag == to.ETag)
        {
            return true;
        }

        var one = await HeadAsync(source, from, cancellationToken).ConfigureAwait(false);
        var other = await HeadAsync(target, to, cancellationToken).ConfigureAwait(false);
        return FullObject(one) is { } said && other.Checksums[said.Algorithm] == said.ToBase64();
    }

    private static Task<HeadObjectResult> HeadAsync(BucketPlace place, Entry entry, CancellationToken cancellationToken) => place.Kit.Sender.SendAsync(
        HeadObject.Operation,
        new HeadObjectRequest { Bucket = place.Bucket, Key = place.KeyOf(entry.Key), ChecksumMode = "ENABLED" },
        cancellationToken);

    private static Checksum? FullObject(HeadObjectResult head)
    {
        // A checksum over the parts' digests ends in a dash and their number, so it parses as none.
        foreach (var algorithm in head.ChecksumType is "COMPOSITE" ? [] : head.Checksums.Present)
        {
            if (Checksum.TryParse(algorithm, head.Checksums[algorithm], out var checksum))
            {
                return checksum;
            }
        }

        return null;
    }

    private static bool IsMd5(string? etag) => etag is { Length: 34 } && !etag.Contains('-');

    private static bool IsTagOf(Checksum md5, string? etag) => etag.AsSpan().Trim('"').Equals(Convert.ToHexStringLower(md5.Bytes), StringComparison.OrdinalIgnoreCase);

    private static Checksum Compute(ChecksumAlgorithm algorithm, string path, CancellationToken cancellationToken)
    {
        using var hasher = new ChecksumHasher(algorithm);
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long offset = 0;
            while (RandomAccess.Read(file, buffer, offset) is > 0 and var read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                hasher.Append(buffer.AsSpan(0, read));
                offset += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return hasher.Current();
    }
}
