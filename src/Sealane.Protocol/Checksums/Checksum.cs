namespace Sealane.Protocol.Checksums;

/// <summary>
/// A digest and the algorithm that made it; its text is the base64 of its bytes, highest first. <c>default</c> has no bytes and is no
/// checksum.
/// </summary>
public readonly record struct Checksum
{
    private readonly byte[]? _bytes;

    /// <summary>A digest of the algorithm's length.</summary>
    /// <exception cref="ArgumentException">The length is not the algorithm's.</exception>
    public Checksum(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> bytes)
    {
        var row = ChecksumTable.Of(algorithm);
        if (bytes.Length != row.Length)
        {
            throw new ArgumentException($"A {row.WireName} has {row.Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        Algorithm = algorithm;
        _bytes = bytes.ToArray();
    }

    /// <value>The algorithm that made it.</value>
    public ChecksumAlgorithm Algorithm { get; }

    /// <value>The digest, highest byte first.</value>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads base64 as S3 does: padded, without blanks, of exactly the algorithm's length.</summary>
    public static bool TryParse(ChecksumAlgorithm algorithm, string? base64, out Checksum checksum)
    {
        checksum = default;
        var length = ChecksumTable.Of(algorithm).Length;
        Span<byte> bytes = stackalloc byte[length + 2];
        if (base64 is null
            || base64.Length != (length + 2) / 3 * 4
            || !Convert.TryFromBase64String(base64, bytes, out var written)
            || written != length)
        {
            return false;
        }

        checksum = new Checksum(algorithm, bytes[..length]);

        // Blanks and loose trailing bits decode too, but are another text for the same digest.
        return checksum.ToBase64() == base64;
    }

    /// <summary>The base64 that headers, trailers and XML carry.</summary>
    public string ToBase64() => Convert.ToBase64String(Bytes);

    /// <summary>Whether algorithm and digest are the same.</summary>
    public bool Equals(Checksum other) => Algorithm == other.Algorithm && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Algorithm);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Such as <c>CRC32 NhCmhg==</c>.</summary>
    public override string ToString() => $"{ChecksumTable.Of(Algorithm).WireName} {ToBase64()}";
}
