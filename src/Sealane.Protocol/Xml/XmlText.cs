using System.Buffers;
using System.Text;

namespace Sealane.Protocol.Xml;

/// <summary>Character data between two tags: its references resolved, its line ends made one, what XML forbids refused.</summary>
internal static class XmlText
{
    public static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const int OnStack = 256;

    // What cannot simply be taken over: references, line ends, "]]>", control characters (XML 1.0, 2.2), and what may begin U+FFFE.
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Except(['\t', '\n']).Concat(['&', ']', 0xEF]).Select(c => (byte)c)]);

    /// <summary>Whether the bytes are the text as they stand.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> raw) => !raw.ContainsAny(Special);

    /// <summary>The text of character data, or of a CDATA section, whose ampersands and brackets are themselves.</summary>
    /// <exception cref="MalformedXmlException">It has something that must not stand there.</exception>
    public static string Decode(ReadOnlySpan<byte> raw, bool verbatim = false)
    {
        try
        {
            if (IsPlain(raw))
            {
                return Strict.GetString(raw);
            }

            // No text is longer than its bytes: the shortest reference, &lt;, has four of them for one.
            if (raw.Length <= OnStack)
            {
                Span<char> few = stackalloc char[OnStack];
                return new string(few[..Decode(raw, few, verbatim)]);
            }

            var many = ArrayPool<char>.Shared.Rent(raw.Length);
            var text = new string(many, 0, Decode(raw, many, verbatim));
            ArrayPool<char>.Shared.Return(many);
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw new MalformedXmlException("a text is not UTF-8");
        }
    }

    /// <summary>Refuses what <see cref="Decode(ReadOnlySpan{byte}, bool)"/> refuses.</summary>
    public static void Check(ReadOnlySpan<byte> raw, bool verbatim = true)
    {
        if (!raw.IsEmpty && !IsPlain(raw))
        {
            Decode(raw, verbatim);
        }
    }

    /// <summary>Reads the reference that the text begins with and moves past it.</summary>
    /// <returns>The character. A reference may name any, also those that a document cannot hold: S3 writes control characters of keys so.</returns>
    // "&" ( "lt" / "gt" / "amp" / "apos" / "quot" / "#" 1*DIGIT / "#x" 1*HEXDIG ) ";"      (XML 1.0, 4.1 and 4.6)
    public static int TakeReference(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)';');
        var name = end < 0 ? default : text[1..end];
        var code = name switch
        {
            [(byte)'#', (byte)'x', .. var digits] => Number(digits, 16),
            [(byte)'#', .. var digits] => Number(digits, 10),
            _ when name.SequenceEqual("amp"u8) => '&',
            _ when name.SequenceEqual("lt"u8) => '<',
            _ when name.SequenceEqual("gt"u8) => '>',
            _ when name.SequenceEqual("quot"u8) => '"',
            _ when name.SequenceEqual("apos"u8) => '\'',
            _ => -1,
        };
        if (code < 0)
        {
            throw new MalformedXmlException("an ampersand that begins no reference");
        }

        text = text[(end + 1)..];
        return code;
    }

    private static int Decode(ReadOnlySpan<byte> raw, Span<char> text, bool verbatim)
    {
        var length = 0;
        while (!raw.IsEmpty)
        {
            var stop = raw.IndexOfAny(Special) is var found && found < 0 ? raw.Length : found;
            length += Strict.GetChars(raw[..stop], text[length..]);
            raw = raw[stop..];
            length += raw.IsEmpty ? 0 : DecodeSpecial(ref raw, text[length..], verbatim);
        }

        return length;
    }

    private static int DecodeSpecial(ref ReadOnlySpan<byte> raw, Span<char> text, bool verbatim)
    {
        switch (raw[0])
        {
            case (byte)'&' when !verbatim:
                var code = TakeReference(ref raw);
                if (code < 0x10000)
                {
                    text[0] = (char)code; // half of a pair, too: it is what the key has
                    return 1;
                }

                return new Rune(code).EncodeToUtf16(text);

            case (byte)'\r':
                raw = raw[(raw.StartsWith("\r\n"u8) ? 2 : 1)..];
                text[0] = '\n';
                return 1;

            case 0xEF when raw is not [_, 0xBF, >= 0xBE, ..]:
                var character = raw[..Math.Min(raw.Length, 3)];
                raw = raw[character.Length..];
                return Strict.GetChars(character, text);

            case (byte)'&' or (byte)']' when verbatim || !raw.StartsWith("]]>"u8):
                text[0] = (char)raw[0];
                raw = raw[1..];
                return 1;

            case (byte)']':
                throw new MalformedXmlException("]]> in a text");

            default:
                throw new MalformedXmlException("a character that XML does not allow");
        }
    }

    private static int Number(ReadOnlySpan<byte> digits, int radix)
    {
        var value = digits.IsEmpty ? -1 : 0;
        foreach (var digit in digits)
        {
            var one = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' when radix is 16 => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' when radix is 16 => digit - 'A' + 10,
                _ => -1,
            };
            value = one < 0 ? -1 : (value * radix) + one;
            if (value is < 0 or > 0x10FFFF)
            {
                return -1;
            }
        }

        return value;
    }
}
