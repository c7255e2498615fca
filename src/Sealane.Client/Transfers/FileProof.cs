using System.Buffers;
using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Proves that the bytes of a file are those that S3 has the checksum of.</summary>
/// <remarks>
/// A CRC of the whole follows from those of the pieces. Another digest is taken while the bytes come in order, and from there on by reading
/// the file. One over the parts is made of the parts', each of which is a piece or several.
/// </remarks>
internal static class FileProof
{
    /// <summary>Whether a checksum of the whole follows from those of its pieces.</summary>
    public static bool IsCombinable(ChecksumAlgorithm algorithm) =>
        algorithm is ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C or ChecksumAlgorithm.Crc64Nvme;

    /// <summary>Compares a checksum of all bytes.</summary>
    /// <exception cref="ChecksumMismatchException">The file has another.</exception>
    public static void OfWhole(string name, Checksum expected, PieceMap map, FileDownload download, TargetFile file, CancellationToken cancellationToken)
    {
        var computed = download.WholeHasher is { } hasher
            ? ReadBack(hasher, file, download.InOrder, map.Count == 0 ? 0 : map.End(map.Count - 1), cancellationToken)
            : Combined(expected.Algorithm, map, 0, map.Count);
        if (computed != expected)
        {
            throw new ChecksumMismatchException($"The download of {name}", expected.Algorithm, computed?.ToBase64() ?? "", expected.ToBase64());
        }
    }

    /// <summary>Compares a checksum over parts.</summary>
    /// <exception cref="ChecksumMismatchException">The file has another.</exception>
    public static void OverParts(string name, CompositeChecksum expected, IReadOnlyList<long> parts, PieceMap map)
    {
        var sums = new List<Checksum>(parts.Count);
        var (piece, end) = (0, 0L);
        foreach (var length in parts)
        {
            var from = piece;
            for (end += length; piece < map.Count && map.End(piece) <= end;)
            {
                piece++;
            }

            sums.Add(Combined(expected.Digest.Algorithm, map, from, piece));
        }

        var computed = ChecksumCombination.Composite(sums);
        if (computed != expected)
        {
            throw new ChecksumMismatchException($"The download of {name}", expected.Digest.Algorithm, computed.ToString(), expected.ToString());
        }
    }

    /// <summary>The checksum of what a hasher has seen and some bytes of a file; null when the file has not got them.</summary>
    public static Checksum? ReadBack(ChecksumHasher hasher, TargetFile file, long from, long to, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PayloadWriter.BufferSize);
        try
        {
            while (from < to)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = file.Read(buffer.AsSpan(0, (int)Math.Min(PayloadWriter.BufferSize, to - from)), from);
                if (read == 0)
                {
                    return null;
                }

                hasher.Append(buffer.AsSpan(0, read));
                from += read;
            }

            return hasher.Current();
        }
        finally
        {
            hasher.Reset();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Checksum Combined(ChecksumAlgorithm algorithm, PieceMap map, int from, int to)
    {
        var whole = from == to ? ChecksumHasher.Of(algorithm, []) : map.Sum(from)!.Value;
        for (var piece = from + 1; piece < to; piece++)
        {
            whole = ChecksumCombination.Combine(whole, map.Sum(piece)!.Value, map.End(piece) - map.Begin(piece));
        }

        return whole;
    }
}
