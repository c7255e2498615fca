using System.Buffers;
using System.Text;

namespace Sealane.Protocol.Naming;

/// <summary>An object's key: 1 to 1024 bytes of UTF-8, of which every byte counts (<c>a//b</c>, <c>./a</c> and <c>a/</c> are keys of their own).</summary>
public static class ObjectKey
{
    /// <value>The most bytes of a key's UTF-8 form: 1024.</value>
    public const int MaxBytes = 1024;

    // RFC 3986, section 2.3 (unreserved), and '/', which S3's canonical path keeps.
    private static readonly SearchValues<byte> Kept =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"u8);

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

    /// <summary>The key as it stands in a request's path, without the leading '/': each byte that is not unreserved or '/' as <c>%XX</c>, upper case.</summary>
    /// <remarks>Never normalised: S3 signs and stores the path as it is sent.</remarks>
    /// <exception cref="ArgumentException">The key contains half of a surrogate pair.</exception>
    public static string ToPath(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        byte[] bytes;
        try
        {
            bytes = Strict.GetBytes(key);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException("The key contains half of a surrogate pair, which UTF-8 cannot write.", nameof(key));
        }

        if (!bytes.AsSpan().ContainsAnyExcept(Kept))
        {
            return key;
        }

        var path = new StringBuilder(bytes.Length + 32);
        foreach (var b in bytes)
        {
            if (Kept.Contains(b))
            {
                path.Append((char)b);
            }
            else
            {
                path.Append('%').Append(HexDigit(b >> 4)).Append(HexDigit(b & 15));
            }
        }

        return path.ToString();
    }

    /// <summary>Reads a key out of a raw path (one char a byte, without the leading '/'); false when a <c>%</c> is not followed by two hex digits or the bytes are not UTF-8.</summary>
    /// <remarks>One decoding and nothing else: <c>%2F</c> is a slash of the key, <c>%252F</c> is not, dot segments stay, '+' is a plus.</remarks>
    public static bool TryFromPath(ReadOnlySpan<char> rawPath, out string key)
    {
        key = "";
        var bytes = ArrayPool<byte>.Shared.Rent(rawPath.Length);
        try
        {
            return TryUnescape(rawPath, bytes, out var count) && TryDecode(bytes.AsSpan(0, count), out key);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static bool TryUnescape(ReadOnlySpan<char> raw, Span<byte> bytes, out int count)
    {
        count = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '%')
            {
                if (raw[i] > 0xFF)
                {
                    return false;
                }

                bytes[count++] = (byte)raw[i];
                continue;
            }

            if (raw.Length - i < 3 || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
            {
                return false;
            }

            bytes[count++] = byte.Parse(raw.Slice(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, provider: null);
            i += 2;
        }

        return true;
    }

    private static bool TryDecode(ReadOnlySpan<byte> bytes, out string key)
    {
        var valid = System.Text.Unicode.Utf8.IsValid(bytes);
        key = valid ? Encoding.UTF8.GetString(bytes) : "";
        return valid;
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

    private static char HexDigit(int value) => "0123456789ABCDEF"[value];
}
