using Sealane.Protocol.Checksums;

namespace Sealane.Protocol.Chunked;

/// <summary>
/// A trailer as it is announced before the body is read: its name, and the length of its value, which the encoded length needs.
/// </summary>
/// <param name="Name">The name, as x-amz-trailer announces it.</param>
/// <param name="ValueLength">The length of the value in bytes.</param>
public readonly record struct TrailerShape(string Name, int ValueLength)
{
    /// <summary>The trailer that carries a checksum.</summary>
    public static TrailerShape Of(ChecksumAlgorithm algorithm)
    {
        var row = ChecksumTable.Of(algorithm);
        return new TrailerShape(row.HeaderName, (row.Length + 2) / 3 * 4);
    }

    // name ":" value CRLF
    internal int EncodedLength => Name.Length + 1 + ValueLength + ChunkFrame.LineEnd.Length;
}
