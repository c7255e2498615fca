using System.Collections.Concurrent;
using System.Text;
using Sealane.Protocol.Checksums;

namespace Sealane.Server.Null;

/// <summary>
/// The bytes of every invented object: one block, over and over from the object's first byte, so that any range of any length is known
/// without being stored, and so is its CRC.
/// </summary>
internal static class InventedBytes
{
    private const int Block = 64 * 1024;

    // Whatever the offset within a block, so many bytes can be sent at once (measured: 256 KiB is where larger ones no longer pay).
    private const int Piece = 256 * 1024;

    private static readonly byte[] Bytes = Repeat();

    private static readonly ConcurrentDictionary<long, byte[]> Checksums = [];

    /// <summary>The bytes from an offset on, as many as are there at once and at most these.</summary>
    public static ReadOnlySpan<byte> At(long offset, long most) => Bytes.AsSpan((int)(offset % Block), (int)Math.Min(most, Piece));

    /// <summary>The CRC64/NVME of an object of this length, as the header has it.</summary>
    public static ReadOnlySpan<byte> ChecksumOf(long length) =>
        Checksums.GetOrAdd(length, static length => Encoding.ASCII.GetBytes(Compute(length).ToBase64()));

    private static Checksum Compute(long length)
    {
        var (blocks, rest) = Math.DivRem(length, Block);
        var whole = ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, default);
        var power = ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, Bytes.AsSpan(0, Block)); // of 1, 2, 4, ... blocks

        for (long size = Block; blocks > 0; size *= 2, blocks /= 2)
        {
            whole = blocks % 2 == 1 ? ChecksumCombination.Combine(whole, power, size) : whole;
            power = ChecksumCombination.Combine(power, power, size);
        }

        return ChecksumCombination.Combine(whole, ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, Bytes.AsSpan(0, (int)rest)), rest);
    }

    // Neither constant nor short in its period, so that a misplaced or repeated piece shows in a hash.
    private static byte[] Repeat()
    {
        var bytes = new byte[Block + Piece];
        var state = 0x9E3779B97F4A7C15UL;

        for (var i = 0; i < Block; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes[i] = (byte)state;
        }

        for (var i = Block; i < bytes.Length; i += Block)
        {
            bytes.AsSpan(0, Math.Min(Block, bytes.Length - i)).CopyTo(bytes.AsSpan(i));
        }

        return bytes;
    }
}
