using System.Globalization;

namespace Sealane.Cli.Flags;

/// <summary>Times as people write them: <c>90s</c>, <c>15m</c>, <c>3h</c>, <c>7d</c>, <c>1h30m</c>; a bare number is seconds.</summary>
internal static class DurationText
{
    /// <summary>What is taken, in words.</summary>
    public const string Form = "seconds, or a number with s, m, h, d or w, such as 90s, 3h or 7d";

    private const int MostDigits = 9;

    /// <summary>The time; null when the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        var total = TimeSpan.Zero;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return null;
        }

        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : rest.Length;
            if (digits is 0 or > MostDigits)
            {
                return null;
            }

            var number = int.Parse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            TimeSpan? unit = digits == rest.Length && total == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : digits == rest.Length ? null : rest[digits] switch
            {
                's' => TimeSpan.FromSeconds(1),
                'm' => TimeSpan.FromMinutes(1),
                'h' => TimeSpan.FromHours(1),
                'd' => TimeSpan.FromDays(1),
                'w' => TimeSpan.FromDays(7),
                _ => null,
            };
            if (unit is not { } length || number > (TimeSpan.MaxValue - total) / length)
            {
                return null;
            }

            total += number * length;
            rest = rest[Math.Min(digits + 1, rest.Length)..];
        }

        return total;
    }
}
