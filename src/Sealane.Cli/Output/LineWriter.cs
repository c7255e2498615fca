using System.Buffers;
using System.Text.Unicode;

namespace Sealane.Cli.Output;

/// <summary>
/// Lines of UTF-8: gathered in one buffer that is written when it is full, when asked to, and on a terminal at the end of each line. Only
/// whole lines are written, so that several writers may share a target. Not thread-safe.
/// </summary>
/// <param name="target">Where they go; stays open.</param>
/// <param name="terminal">Whether a person sees them as they come: then control characters in names are shown as '?'.</param>
internal sealed class LineWriter(Stream target, bool terminal) : IBufferWriter<byte>
{
    private const int Size = 32 * 1024;
    private const int MostBytesAChar = 3;

    private byte[] _buffer = [];
    private int _length;
    private int _wholeLines;

    /// <summary>Text as it is: for names that stand in it, see <see cref="Name"/>.</summary>
    public LineWriter Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var piece = text[..Math.Min(text.Length, Size / MostBytesAChar / 2)];
            if (piece.Length < text.Length && char.IsHighSurrogate(piece[^1]))
            {
                piece = piece[..^1];
            }

            Utf8.FromUtf16(piece, GetSpan(piece.Length * MostBytesAChar), out _, out var written);
            Advance(written);
            text = text[piece.Length..];
        }

        return this;
    }

    /// <summary>ASCII, as it is.</summary>
    public LineWriter Ascii(ReadOnlySpan<byte> text)
    {
        text.CopyTo(GetSpan(text.Length));
        Advance(text.Length);
        return this;
    }

    /// <summary>A key or a path: a terminal is not to be steered by what stands in one.</summary>
    public LineWriter Name(string name) => Text(terminal && name.Any(char.IsControl) ? string.Concat(name.Select(c => char.IsControl(c) ? '?' : c)) : name);

    /// <summary>A number, at the right of a column.</summary>
    public LineWriter Number(long number, int width = 0)
    {
        Span<byte> digits = stackalloc byte[20];
        System.Buffers.Text.Utf8Formatter.TryFormat(number, digits, out var count);
        Blanks(width - count);
        return Ascii(digits[..count]);
    }

    /// <summary>So many blanks; none for a number below one.</summary>
    public LineWriter Blanks(int count)
    {
        if (count > 0)
        {
            GetSpan(count)[..count].Fill((byte)' ');
            Advance(count);
        }

        return this;
    }

    /// <summary>Ends a line.</summary>
    public void End()
    {
        End("\n"u8);
    }

    /// <summary>Ends a line in another manner.</summary>
    public void End(ReadOnlySpan<byte> end)
    {
        Ascii(end);
        _wholeLines = _length;
        if (terminal)
        {
            Flush();
        }
    }

    /// <summary>Writes the lines that were gathered.</summary>
    public void Flush()
    {
        if (_wholeLines > 0)
        {
            target.Write(_buffer.AsSpan(0, _wholeLines));
            _buffer.AsSpan(_wholeLines, _length - _wholeLines).CopyTo(_buffer);
            (_length, _wholeLines) = (_length - _wholeLines, 0);
        }
    }

    public void Advance(int count) => _length += count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length);
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _length >= count)
        {
            return;
        }

        Flush();
        if (_buffer.Length - _length < count)
        {
            // Not cleared: most commands say a line or two, and touch one page of it.
            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(Size, 2 * (_length + count)));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            _buffer = larger;
        }
    }
}
