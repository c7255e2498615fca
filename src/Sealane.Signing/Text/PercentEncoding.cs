using System.Buffers;

namespace Sealane.Signing.Text;

/// <summary>Percent-encoding as signatures need it: only unreserved characters stay, hexadecimal digits are upper case (RFC 3986 2.1, 2.3).</summary>
public static class PercentEncoding
{
    /// <summary>The most chars that one char of a text becomes.</summary>
    public const int MostCharsEach = 9;

    private const int OnStack = 256;

    private const string UpperHex = "0123456789ABCDEF";

    // unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~"      (RFC 3986 2.3)
    private static readonly SearchValues<byte> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    private static readonly SearchValues<char> UnreservedText = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Writes bytes, each that is not unreserved as <c>%XX</c>.</summary>
    public static void Encode(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (!bytes.IsEmpty)
        {
            var plain = bytes.IndexOfAnyExcept(Unreserved);
            if (plain < 0)
            {
                output.Write(bytes);
                return;
            }

            output.Write(bytes[..plain]);
            var octet = bytes[plain];
            output.Write([(byte)'%', (byte)UpperHex[octet >> 4], (byte)UpperHex[octet & 0xF]]);
            bytes = bytes[(plain + 1)..];
        }
    }

    /// <summary>Writes bytes so into a span and returns how many were written.</summary>
    /// <param name="bytes">What is encoded.</param>
    /// <param name="output">Room for three bytes each.</param>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<byte> output)
    {
        var length = 0;
        while (!bytes.IsEmpty)
        {
            var plain = bytes.IndexOfAnyExcept(Unreserved) is var found && found < 0 ? bytes.Length : found;
            bytes[..plain].CopyTo(output[length..]);
            length += plain;
            if (plain < bytes.Length)
            {
                var octet = bytes[plain++];
                (output[length], output[length + 1], output[length + 2]) = ((byte)'%', (byte)UpperHex[octet >> 4], (byte)UpperHex[octet & 0xF]);
                length += 3;
            }

            bytes = bytes[plain..];
        }

        return length;
    }

    /// <summary>Writes a person's text, UTF-8 and percent-encoded, into a span and returns how many chars were written.</summary>
    /// <param name="text">What is encoded.</param>
    /// <param name="output">Room for <see cref="MostCharsEach"/> chars each.</param>
    public static int Encode(ReadOnlySpan<char> text, Span<char> output)
    {
        var length = 0;
        Span<byte> octets = stackalloc byte[4];
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(UnreservedText) is var found && found < 0 ? text.Length : found;
            text[..plain].CopyTo(output[length..]);
            length += plain;
            text = text[plain..];
            if (!text.IsEmpty)
            {
                System.Text.Rune.DecodeFromUtf16(text, out var rune, out var consumed);
                text = text[consumed..];
                foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
                {
                    (output[length], output[length + 1], output[length + 2]) = ('%', UpperHex[octet >> 4], UpperHex[octet & 0xF]);
                    length += 3;
                }
            }
        }

        return length;
    }

    /// <summary>A person's text, UTF-8 and percent-encoded; the text itself when it has nothing to encode.</summary>
    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(UnreservedText))
        {
            return text;
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length * MostCharsEach);
        var encoded = new string(rented, 0, Encode(text, rented.AsSpan()));
        ArrayPool<char>.Shared.Return(rented);
        return encoded;
    }

    /// <summary>
    /// Undoes one layer of percent-encoding into <paramref name="bytes"/> and returns how many were written.
    /// A percent sign without two hexadecimal digits stays as it is.
    /// </summary>
    /// <param name="text">A part of a raw target, one char a byte.</param>
    /// <param name="bytes">Room for as many bytes as the text has chars.</param>
    /// <param name="plusIsBlank">Whether <c>+</c> stands for a blank, as S3 reads queries.</param>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> bytes, bool plusIsBlank = false)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[length++] = (byte)((Digit(text[i + 1]) << 4) | Digit(text[i + 2]));
                i += 2;
            }
            else
            {
                bytes[length++] = plusIsBlank && text[i] == '+' ? (byte)' ' : (byte)text[i];
            }
        }

        return length;
    }

    /// <summary>Undoes one layer of percent-encoding and reads the bytes as UTF-8.</summary>
    public static string DecodeText(ReadOnlySpan<char> text, bool plusIsBlank = false)
    {
        var rented = text.Length > OnStack ? ArrayPool<byte>.Shared.Rent(text.Length) : null;
        var bytes = rented ?? stackalloc byte[OnStack];
        var decoded = System.Text.Encoding.UTF8.GetString(bytes[..Decode(text, bytes, plusIsBlank)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return decoded;
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}
