using System.Buffers.Text;
using System.Text;

namespace Sealane.Server.Null;

/// <summary>Bytes of text that are written one behind the other, in memory that is kept for the next text.</summary>
internal sealed class TextBuffer
{
    private byte[] _bytes = new byte[16 * 1024];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>What can be written before the memory has to grow.</summary>
    public int Free => _bytes.Length - _length;

    public void Clear() => _length = 0;

    public TextBuffer Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
        return this;
    }

    public TextBuffer Write(string text)
    {
        _length += Encoding.UTF8.GetBytes(text, Room(text.Length * 3));
        return this;
    }

    public TextBuffer Write(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        _length += written;
        return this;
    }

    private Span<byte> Room(int count)
    {
        if (count > Free)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }

        return _bytes.AsSpan(_length);
    }
}
