using System.Globalization;

namespace Sealane.Signing.Artifacts;

/// <summary>The time as signatures write it: <c>20130524T000000Z</c>.</summary>
public static class Timestamps
{
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    // Many requests are signed in one second, with the same text.
    private static Written? s_last;

    /// <summary>The time in UTC, to the second.</summary>
    public static string Write(DateTimeOffset time) => At(time).Timestamp;

    /// <summary>The time in UTC, to the second, and its day as a scope has it: <c>20130524</c>.</summary>
    internal static (string Timestamp, string Day) WriteWithDay(DateTimeOffset time) => At(time) is var written ? (written.Timestamp, written.Day) : default;

    private static Written At(DateTimeOffset time)
    {
        var second = time.UtcTicks / TimeSpan.TicksPerSecond;
        if (s_last is { } last && last.Second == second)
        {
            return last;
        }

        var timestamp = time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
        return s_last = new Written(second, timestamp, timestamp[..8]);
    }

    /// <summary>Reads such a time.</summary>
    public static bool TryRead(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private sealed record Written(long Second, string Timestamp, string Day);
}
