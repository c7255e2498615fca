using System.Buffers;
using Sealane.Protocol.Checksums;
using Sealane.Server.Payloads;
using Sealane.Server.Storage;
using Sealane.Signing.Artifacts;

namespace Sealane.Server.Handlers;

/// <summary>Moves bytes from a stored object to a staged one, with everything that a body from outside would get computed.</summary>
internal static class StoredCopy
{
    private const int PieceSize = 256 * 1024;

    public static async Task<PayloadDigest> CopyAsync(
        OpenedObject source,
        ByteRange range,
        StagedObject target,
        IEnumerable<ChecksumAlgorithm> wanted,
        CancellationToken cancellationToken)
    {
        // Nothing was promised of these bytes, so there is nothing to compare: only to compute.
        using var hashing = new PayloadHashing(new() { Word = PayloadHash.Unsigned, Length = range.Length, HasBody = true }, wanted, wantsMd5: true);
        Stream bytes = source.OpenRange(range.First, range.Length);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);

        try
        {
            int read;

            while ((read = await bytes.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
            {
                hashing.Append(piece.AsSpan(0, read));
                await target.WriteAsync(piece.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
            await bytes.DisposeAsync().ConfigureAwait(false);
        }

        return hashing.Verify([]);
    }
}
