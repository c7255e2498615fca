using System.Globalization;

namespace Sealane.Protocol.Wire;

/// <summary>How one type of value is spelled, and how its spellings are read.</summary>
internal sealed record Scalar<V>(WireType Type, Func<V, string> Format, Scalar<V>.Reader TryRead, string Expectation)
{
    public delegate bool Reader(string text, out V value);

    /// <summary>The record with what a text says.</summary>
    /// <exception cref="WireFormatException">The text is no spelling of such a value.</exception>
    public T Set<T>(T record, string text, Member<T> member, Func<T, V, T> with)
    {
        if (TryRead(text, out var value))
        {
            return with(record, value);
        }

        // An empty max-keys is none at all (ceph/s3-tests, test_bucket_list_maxkeys_none and _empty).
        if (string.IsNullOrWhiteSpace(text))
        {
            return member.Absent(record);
        }

        // RFC 9110 13.1.3: who receives an If-Modified-Since that is no date must ignore it. S3's own headers are not so lenient:
        // a deletion whose condition was dropped would delete.
        if (Type == WireType.HttpDate
            && member.Place == MemberPlace.Header
            && !member.WireName.StartsWith("x-amz-", StringComparison.Ordinal))
        {
            return record;
        }

        throw member.Place == MemberPlace.Element
            ? WireFormatException.MalformedXml($"{member.WireName} is not {Expectation}", member: member)
            : WireFormatException.InvalidArgument(member, text, $"Provided {member.WireName} not {Expectation}");
    }
}

internal static class Scalars
{
    public static readonly Scalar<string> Text = new(WireType.Text, value => value, TryReadText, "a text");

    public static readonly Scalar<Secret> Secret = new(WireType.Secret, value => value.Reveal(), TryReadSecret, "a text");

    public static readonly Scalar<int> Integer = new(
        WireType.Integer, value => value.ToString(CultureInfo.InvariantCulture), TryReadInteger, "an integer or within integer range");

    public static readonly Scalar<long> Long = new(
        WireType.Long, value => value.ToString(CultureInfo.InvariantCulture), TryReadLong, "an integer or within integer range");

    public static readonly Scalar<bool> Boolean = new(WireType.Boolean, value => value ? "true" : "false", bool.TryParse, "true or false");

    public static readonly Scalar<DateTimeOffset> HttpDate = new(
        WireType.HttpDate, value => value.ToString("R", CultureInfo.InvariantCulture), TryReadTime, "a date");

    public static readonly Scalar<DateTimeOffset> Iso8601 = new(
        WireType.Iso8601, value => value.UtcDateTime.ToString(Iso8601Form, CultureInfo.InvariantCulture), TryReadTime, "a date");

    private const NumberStyles Numbers = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private const string Iso8601Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // Stores other than AWS write no fraction, or up to nine digits, or an offset; the two old forms are RFC 9110 5.6.7's duty to a reader.
    private static readonly string[] TimeForms =
    [
        "R", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy",
    ];

    private static bool TryReadText(string text, out string value)
    {
        value = text;
        return true;
    }

    private static bool TryReadSecret(string text, out Secret value)
    {
        value = new Secret(text);
        return true;
    }

    private static bool TryReadInteger(string text, out int value) =>
        int.TryParse(text, Numbers, CultureInfo.InvariantCulture, out value);

    private static bool TryReadLong(string text, out long value) =>
        long.TryParse(text, Numbers, CultureInfo.InvariantCulture, out value);

    private static bool TryReadTime(string text, out DateTimeOffset value) => DateTimeOffset.TryParseExact(
        WithoutNanoseconds(text),
        TimeForms,
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces,
        out value);

    private static string WithoutNanoseconds(string text)
    {
        const int SevenDigits = 27; // yyyy-MM-ddTHH:mm:ss.fffffff
        return text.Length > SevenDigits && text[19] == '.' && char.IsAsciiDigit(text[SevenDigits])
            ? string.Concat(text.AsSpan(0, SevenDigits), text.AsSpan(SevenDigits).TrimStart("0123456789"))
            : text;
    }
}
