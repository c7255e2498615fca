using System.Buffers.Binary;

namespace Sealane.Protocol.Checksums;

/// <summary>The checksum of a whole from the checksums of its parts, without reading a byte again.</summary>
public static class ChecksumCombination
{
    /// <summary>The CRC of two pieces in a row, in time logarithmic in <paramref name="secondLength"/>.</summary>
    /// <param name="first">The first piece's CRC.</param>
    /// <param name="second">The second piece's CRC, of the same algorithm.</param>
    /// <param name="secondLength">The second piece's length in bytes.</param>
    /// <exception cref="ArgumentException">The algorithms differ, or it is no CRC, or the length is negative.</exception>
    public static Checksum Combine(Checksum first, Checksum second, long secondLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(secondLength);
        if (first.Algorithm != second.Algorithm)
        {
            throw new ArgumentException($"A {first.Algorithm} and a {second.Algorithm} cannot be combined.", nameof(second));
        }

        var field = CrcField.Of(first.Algorithm)
            ?? throw new ArgumentException($"Only CRCs can be combined, {first.Algorithm} is none.", nameof(first));
        var combined = field.Multiply(Value(first), field.PowerOfX(secondLength)) ^ Value(second);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, combined);
        return new Checksum(first.Algorithm, bytes[^first.Bytes.Length..]);
    }

    /// <summary>The composite checksum of an object in parts: the digest of the parts' digests in the order of the parts.</summary>
    /// <exception cref="ArgumentException">
    /// There is no part, or the algorithms differ, or the table refuses the algorithm for composites.
    /// </exception>
    public static CompositeChecksum Composite(IReadOnlyList<Checksum> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
        {
            throw new ArgumentException("An object has at least one part.", nameof(parts));
        }

        var cell = ChecksumTable.Of(parts[0].Algorithm).Composite;
        if (!cell.Allowed)
        {
            throw new ArgumentException($"There is no composite {parts[0].Algorithm}. {cell.Why}", nameof(parts));
        }

        using var hasher = new ChecksumHasher(parts[0].Algorithm);
        foreach (var part in parts)
        {
            if (part.Algorithm != hasher.Algorithm)
            {
                throw new ArgumentException($"The parts' algorithms differ: {hasher.Algorithm} and {part.Algorithm}.", nameof(parts));
            }

            hasher.Append(part.Bytes);
        }

        return new CompositeChecksum(hasher.Current(), parts.Count);
    }

    private static ulong Value(Checksum crc)
    {
        var value = 0UL;
        foreach (var b in crc.Bytes)
        {
            value = (value << 8) | b;
        }

        return value;
    }
}
