using System.Globalization;

namespace Sealane.Signing.Artifacts;

/// <summary>The time as signatures write it: <c>20130524T000000Z</c>.</summary>
public static class Timestamps
{
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The time in UTC, to the second.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads such a time.</summary>
    public static bool TryRead(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
