namespace Sealane.Protocol.Chunked;

/// <summary>Gathers one line out of input that comes in any pieces, up to a bound.</summary>
internal sealed class LineBuffer(int bound)
{
    private readonly byte[] _bytes = new byte[bound];
    private int _length;

    /// <summary>Takes input up to and including a line feed; false when the line is not whole yet.</summary>
    /// <param name="input">What is left of the input.</param>
    /// <param name="tooLong">Whether the line exceeds the bound; then it will never be whole.</param>
    public bool TryTake(ref ReadOnlyMemory<byte> input, out bool tooLong)
    {
        var feed = input.Span.IndexOf((byte)'\n');
        var piece = feed < 0 ? input : input[..(feed + 1)];
        tooLong = piece.Length > _bytes.Length - _length;
        if (tooLong)
        {
            return false;
        }

        piece.Span.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
        input = input[piece.Length..];
        return feed >= 0;
    }

    /// <summary>The line without its end, and whether the end was CRLF and not a bare line feed; the buffer is empty afterwards.</summary>
    public ReadOnlySpan<byte> Drain(out bool crlf)
    {
        var line = _bytes.AsSpan(0, _length - 1);
        crlf = line.EndsWith((byte)'\r');
        _length = 0;
        return crlf ? line[..^1] : line;
    }
}
