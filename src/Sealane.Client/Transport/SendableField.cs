using System.Buffers;
using Sealane.Signing.Requests;

namespace Sealane.Transport;

/// <summary>Keeps what would end a line, or is no name, out of a head.</summary>
internal static class SendableField
{
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n\0");

    // token = 1*tchar      (RFC 9110 5.6.2)
    private static readonly SearchValues<char> TokenChars =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Lets a field pass that can be sent.</summary>
    /// <exception cref="ArgumentException">Its value has a line break, or its name is none.</exception>
    public static void Check(HeaderField field)
    {
        if (field.Value.AsSpan().ContainsAny(LineBreaks))
        {
            throw new ArgumentException($"The header {field.Name} has a line break in its value, which would begin another header. Take it out.", nameof(field));
        }

        if (field.Name.Length == 0 || field.Name.AsSpan().ContainsAnyExcept(TokenChars))
        {
            throw NoName(field);
        }
    }

    public static ArgumentException NoName(HeaderField field) => new($"'{field.Name}' is not the name of a header.", nameof(field));
}
