using System.Buffers;

namespace Sealane.Signing.Text;

/// <summary>Text of the wire: strings that hold one byte a char (Latin-1).</summary>
public static class WireText
{
    /// <summary>The bytes of a wire string.</summary>
    /// <exception cref="ArgumentException">A char does not fit in a byte: the text was never on the wire.</exception>
    public static byte[] ToBytes(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        Narrow(text, bytes);
        return bytes;
    }

    /// <summary>Writes the bytes of a wire string.</summary>
    /// <exception cref="ArgumentException">A char does not fit in a byte.</exception>
    public static void Write(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Advance(Write(text, output.GetSpan(text.Length)));
    }

    /// <summary>Writes the bytes of a wire string where there is room for them, and returns how many.</summary>
    /// <exception cref="ArgumentException">A char does not fit in a byte.</exception>
    internal static int Write(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        Narrow(text, bytes);
        return text.Length;
    }

    /// <summary>The wire string of bytes.</summary>
    public static string FromBytes(ReadOnlySpan<byte> bytes) => System.Text.Encoding.Latin1.GetString(bytes);

    /// <summary>A person's text as a wire string: its UTF-8 bytes, one char each.</summary>
    public static string FromText(string text) =>
        System.Text.Ascii.IsValid(text) ? text : FromBytes(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A wire string as a person reads it: its bytes taken as UTF-8.</summary>
    public static string ToText(string wire) =>
        System.Text.Ascii.IsValid(wire) ? wire : System.Text.Encoding.UTF8.GetString(ToBytes(wire));

    private static void Narrow(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (System.Text.Ascii.FromUtf16(text, bytes, out _) == OperationStatus.Done)
        {
            return;
        }

        for (var i = 0; i < text.Length; i++)
        {
            bytes[i] = text[i] <= 0xFF
                ? (byte)text[i]
                : throw new ArgumentException($"The character U+{(int)text[i]:X4} is no byte of the wire; encode the text as UTF-8 first.", nameof(text));
        }
    }
}
