using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sealane.Protocol.Wire;

/// <summary>Text in a header value: its UTF-8 bytes, one char a byte.</summary>
internal static class HeaderText
{
    // RFC 9110 5.5: a field value has no control characters but the tab; a CR or LF would begin a header of its own.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c != '\t').Append(127).Select(c => (char)c)]);

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns><see langword="false"/> when the text cannot stand in a header.</returns>
    public static bool TryEncode(string text, out string latin)
    {
        latin = text;
        if (text.AsSpan().ContainsAny(Controls))
        {
            return false;
        }

        if (Ascii.IsValid(text))
        {
            return true;
        }

        try
        {
            latin = Encoding.Latin1.GetString(Strict.GetBytes(text));
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The text of a value as it arrived. What is not UTF-8 is read as Latin-1, which is what such senders mean.</summary>
    public static string Decode(string latin)
    {
        if (Ascii.IsValid(latin))
        {
            return latin;
        }

        var bytes = Encoding.Latin1.GetBytes(latin);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : latin;
    }
}
