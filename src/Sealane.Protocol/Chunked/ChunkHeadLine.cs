using System.Buffers;

namespace Sealane.Protocol.Chunked;

/// <summary>The line before a chunk's data, read strictly: <c>size</c> or <c>size;chunk-signature=64HEXDIG</c>.</summary>
internal readonly ref struct ChunkHeadLine
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private ChunkHeadLine(long size, ReadOnlySpan<byte> signature)
    {
        Size = size;
        Signature = signature;
    }

    /// <summary>The chunk's size; <see cref="long.MaxValue"/> for all that do not fit.</summary>
    public long Size { get; }

    /// <summary>The signature's hexadecimal digits in any case; empty for an unsigned chunk.</summary>
    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>Reads a line without its end; returns what is wrong, or null.</summary>
    public static string? Read(ReadOnlySpan<byte> line, bool signed, out ChunkHeadLine head)
    {
        head = default;
        var digits = line.IndexOfAnyExcept(HexDigits) is var other and >= 0 ? line[..other] : line;
        if (digits.IsEmpty)
        {
            return "The head does not begin with a hexadecimal size.";
        }

        var extension = line[digits.Length..];
        if (!signed)
        {
            head = new ChunkHeadLine(Value(digits), []);
            return extension.IsEmpty ? null : "The head of an unsigned chunk has something after the size.";
        }

        if (extension.Length != ChunkFrame.SignatureExtension.Length + ChunkFrame.SignatureLength
            || !extension.StartsWith(ChunkFrame.SignatureExtension))
        {
            return "The head of a signed chunk has no chunk-signature of 64 hexadecimal digits after the size, or more than that.";
        }

        head = new ChunkHeadLine(Value(digits), extension[ChunkFrame.SignatureExtension.Length..]);
        return head.Signature.ContainsAnyExcept(HexDigits) ? "The chunk-signature is not hexadecimal." : null;
    }

    private static long Value(ReadOnlySpan<byte> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            if (value > long.MaxValue >> 4)
            {
                return long.MaxValue;
            }

            value = (value << 4) | (long)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return value;
    }
}
