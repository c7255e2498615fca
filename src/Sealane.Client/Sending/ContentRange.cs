using System.Globalization;

namespace Sealane.Sending;

/// <summary>Which bytes of how many an answer has: what its Content-Range says.</summary>
/// <param name="First">The first byte's place, from 0 on.</param>
/// <param name="Last">The last byte's place.</param>
/// <param name="Total">The object's length in bytes.</param>
internal readonly record struct ContentRange(long First, long Last, long Total)
{
    public long Length => Last - First + 1;

    // "bytes" SP first "-" last "/" total      (RFC 9110 14.4; S3 always knows the total)
    public static bool TryParse(string? text, out ContentRange range)
    {
        range = default;
        if (text is null || !text.StartsWith("bytes ", StringComparison.Ordinal))
        {
            return false;
        }

        var rest = text.AsSpan(6);
        var (dash, slash) = (rest.IndexOf('-'), rest.IndexOf('/'));
        if (dash < 0
            || slash < dash
            || !TryNumber(rest[..dash], out var first)
            || !TryNumber(rest[(dash + 1)..slash], out var last)
            || !TryNumber(rest[(slash + 1)..], out var total)
            || first > last
            || last >= total)
        {
            return false;
        }

        range = new ContentRange(first, last, total);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"bytes {First}-{Last}/{Total}");

    private static bool TryNumber(ReadOnlySpan<char> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
