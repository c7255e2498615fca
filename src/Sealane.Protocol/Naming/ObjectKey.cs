using System.Buffers;
using System.Text;
using Sealane.Signing.Text;

namespace Sealane.Protocol.Naming;

/// <summary>
/// An object's key: 1 to 1024 bytes of UTF-8, of which every byte counts (<c>a//b</c>, <c>./a</c> and <c>a/</c> are keys of their own).
/// </summary>
public static class ObjectKey
{
    /// <value>The most bytes of a key's UTF-8 form: 1024.</value>
    public const int MaxBytes = 1024;

    // RFC 3986, section 2.3 (unreserved), and '/', which S3's canonical path keeps.
    private static readonly SearchValues<char> Kept =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The reason why S3 would refuse this key, as a sentence; null when it would not.</summary>
    public static string? WhyInvalid(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length == 0)
        {
            return "The object key is empty: give at least one character.";
        }

        if (!TryCount(key, out var bytes))
        {
            return "The object key is not text: it contains half of a surrogate pair, which UTF-8 cannot write.";
        }

        return bytes > MaxBytes ? $"The object key has {bytes} bytes in UTF-8: {MaxBytes} are the most." : null;
    }

    /// <summary>
    /// The key as it stands in a request's path, without the leading '/': each byte that is not unreserved or '/' as <c>%XX</c>, upper
    /// case.
    /// </summary>
    /// <remarks>Never normalised: S3 signs and stores the path as it is sent.</remarks>
    /// <exception cref="ArgumentException">The key contains half of a surrogate pair.</exception>
    public static string ToPath(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!TryCount(key, out _))
        {
            throw new ArgumentException("The key contains half of a surrogate pair, which UTF-8 cannot write.", nameof(key));
        }

        return key.AsSpan().ContainsAnyExcept(Kept) ? string.Join('/', key.Split('/').Select(PercentEncoding.Encode)) : key;
    }

    /// <summary>
    /// Reads a key out of a raw path (one char a byte, without the leading '/'); false when a <c>%</c> is not followed by two hex digits
    /// or the bytes are not UTF-8.
    /// </summary>
    /// <remarks>
    /// One decoding and nothing else: <c>%2F</c> is a slash of the key, <c>%252F</c> is not, dot segments stay, '+' is a plus.
    /// </remarks>
    public static bool TryFromPath(ReadOnlySpan<char> rawPath, out string key)
    {
        key = "";
        if (!IsEscaped(rawPath))
        {
            return false;
        }

        var bytes = new byte[rawPath.Length];
        var utf8 = bytes.AsSpan(0, PercentEncoding.Decode(rawPath, bytes));
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            return false;
        }

        key = Encoding.UTF8.GetString(utf8);
        return true;
    }

    private static bool IsEscaped(ReadOnlySpan<char> rawPath)
    {
        for (var i = 0; i < rawPath.Length; i++)
        {
            var escaped = rawPath[i] != '%'
                || (rawPath.Length - i > 2 && char.IsAsciiHexDigit(rawPath[i + 1]) && char.IsAsciiHexDigit(rawPath[i + 2]));
            if (rawPath[i] > 0xFF || !escaped)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryCount(string key, out int bytes)
    {
        try
        {
            bytes = Strict.GetByteCount(key);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = 0;
            return false;
        }
    }
}
