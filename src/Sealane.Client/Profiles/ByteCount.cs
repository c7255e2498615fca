using System.Globalization;

namespace Sealane.Profiles;

/// <summary>Amounts of bytes as people write them, in profiles and on command lines: <c>8MB</c>, <c>64KiB</c>, <c>10MB/s</c>.</summary>
/// <remarks>As with the AWS CLI, a K is 1,024 whether an <c>i</c> follows or not.</remarks>
public static class ByteCount
{
    /// <summary>What <see cref="Parse"/> takes, in words, for messages.</summary>
    public const string Form = "a number of bytes, or a number with KB, MB, GB or TB";

    /// <summary>What <see cref="ParseRate"/> takes, in words, for messages.</summary>
    public const string RateForm = "bytes a second such as 10MB/s, or bits a second such as 100Mb/s";

    private const int MostDigits = 15;

    /// <summary>An amount of at least one byte; null when the text is none.</summary>
    public static long? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        var number = trimmed[..Digits(trimmed)];
        var factor = trimmed[number.Length..].Trim().ToString().ToUpperInvariant() switch
        {
            "" or "B" => 1L,
            "K" or "KB" or "KIB" => 1L << 10,
            "M" or "MB" or "MIB" => 1L << 20,
            "G" or "GB" or "GIB" => 1L << 30,
            "T" or "TB" or "TIB" => 1L << 40,
            _ => 0,
        };
        return factor > 0 && number.Length is > 0 and <= MostDigits
            && long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture) is > 0 and var count && count <= long.MaxValue / factor
            ? count * factor
            : null;
    }

    /// <summary>Bytes a second: <c>/s</c> may be left out, and a small <c>b</c> before it means bits; null when the text is no rate.</summary>
    public static long? ParseRate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var amount = text.Trim();
        var perSecond = amount.EndsWith("/s", StringComparison.Ordinal);
        amount = perSecond ? amount[..^2] : amount;
        var bits = perSecond && amount.EndsWith('b');
        return Parse(amount) is not { } count ? null : bits ? Math.Max(1, count / 8) : count;
    }

    private static int Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;
}
