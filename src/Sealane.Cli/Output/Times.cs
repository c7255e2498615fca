using System.Globalization;

namespace Sealane.Cli.Output;

/// <summary>Points in time: local for people, UTC for programs.</summary>
internal static class Times
{
    private const string Local = "yyyy-MM-dd HH:mm:ss";

    /// <summary>In local time, as <c>aws s3 ls</c> writes it; blanks when there is none.</summary>
    public static void WriteLocal(LineWriter lines, DateTimeOffset? time)
    {
        if (time is not { } known)
        {
            lines.Blanks(Local.Length);
            return;
        }

        TimeZoneInfo.ConvertTime(known, TimeZoneInfo.Local).TryFormat(lines.GetSpan(Local.Length), out var written, Local, CultureInfo.InvariantCulture);
        lines.Advance(written);
    }

    /// <summary>In UTC, ISO 8601, as S3 writes it: <c>2026-11-24T10:00:00.000Z</c>; null when there is none.</summary>
    public static string? Wire(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
