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
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
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

    /// <summary>The escape of a byte.</summary>
    public static string Of(char octet) => "%" + ((int)octet).ToString("X2", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a byte needs no escape anywhere (RFC 3986 2.3).</summary>
    public static bool IsUnreserved(char octet) => char.IsAsciiLetterOrDigit(octet) || octet is '-' or '.' or '_' or '~';
}
