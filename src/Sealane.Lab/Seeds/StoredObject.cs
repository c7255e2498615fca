using Sealane.Protocol.Checksums;
using Sealane.Server.Storage;

namespace Sealane.Lab.Seeds;

/// <summary>Objects that are put and read behind the endpoint's back, as if a client had sent them.</summary>
internal static class StoredObject
{
    private const int PieceSize = 64 * 1024;

    /// <summary>Puts an object into a bucket that is there, with the checksum that S3 gives to whom sends none.</summary>
    public static async Task PutAsync(
        IObjectStore store, string bucket, string key, Stream content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var md5 = new ChecksumHasher(ChecksumAlgorithm.Md5);
        using var crc = new ChecksumHasher(ChecksumAlgorithm.Crc64Nvme);
        var staged = await store.StageAsync(cancellationToken).ConfigureAwait(false);
        await using (staged.ConfigureAwait(false))
        {
            var piece = new byte[PieceSize];
            for (int count; (count = await content.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                md5.Append(piece.AsSpan(0, count));
                crc.Append(piece.AsSpan(0, count));
                await staged.WriteAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }

            var entry = new ObjectEntry
            {
                Key = key,
                Size = staged.Length,
                ETag = Convert.ToHexStringLower(Convert.FromBase64String(md5.Current().ToBase64())),
                LastModified = now,
                Checksum = new StoredChecksum(
                    ChecksumTable.Of(ChecksumAlgorithm.Crc64Nvme).WireName,
                    ChecksumTable.WireNameOf(ChecksumType.FullObject),
                    crc.Current().ToBase64()),
            };
            var result = await store.CommitObjectAsync(bucket, entry, staged, WriteCondition.None, cancellationToken).ConfigureAwait(false);
            if (result != WriteResult.Done)
            {
                throw new InvalidOperationException($"{bucket}/{key} could not be put: {result}. Is another test emptying the lab?");
            }
        }
    }

    /// <summary>The bytes of an object; null when it is not there.</summary>
    public static async Task<byte[]?> ReadAsync(IObjectStore store, string bucket, string key, CancellationToken cancellationToken)
    {
        var opened = await store.OpenObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        if (opened is null)
        {
            return null;
        }

        await using (opened.ConfigureAwait(false))
        {
            var bytes = new byte[opened.Entry.Size];
            var content = opened.OpenRange(0, opened.Entry.Size);
            await using (content.ConfigureAwait(false))
            {
                await content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
                return bytes;
            }
        }
    }
}
