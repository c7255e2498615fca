namespace Sealane.Edge.Mutations;

/// <summary>The percent escapes of a raw target.</summary>
internal static class Escapes
{
    /// <summary>The text with each escape replaced.</summary>
    /// <param name="text">A part of a target, one char a byte.</param>
    /// <param name="map">The new text for a byte and the escape that stood for it.</param>
    public static string Map(string text, Func<char, string, string> map)
    {
        var output = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsAt(text, i))
            {
                output.Append(map((char)Convert.FromHexString(text.AsSpan(i + 1, 2))[0], text.Substring(i, 3)));
                i += 2;
            }
            else
            {
                output.Append(text[i]);
            }
        }

        return output.ToString();
    }

    /// <summary>Whether an escape begins at a place.</summary>
    public static bool IsAt(string text, int place) =>
        text[place] == '%' && place + 2 < text.Length && char.IsAsciiHexDigit(text[place + 1]) && char.IsAsciiHexDigit(text[place + 2]);

    /// <summary>Whether a percent sign stands somewhere that begins no escape.</summary>
    public static bool HasBad(string text) => Enumerable.Range(0, text.Length).Any(i => text[i] == '%' && !IsAt(text, i));

    /// <summary>The escape of a byte.</summary>
    public static string Of(char octet) => "%" + ((int)octet).ToString("X2", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a byte needs no escape anywhere (RFC 3986 2.3).</summary>
    public static bool IsUnreserved(char octet) => char.IsAsciiLetterOrDigit(octet) || octet is '-' or '.' or '_' or '~';
}
