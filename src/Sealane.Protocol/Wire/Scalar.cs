using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Sealane.Protocol.Xml;

namespace Sealane.Protocol.Wire;

/// <summary>How one type of value is spelled, and how its spellings are read.</summary>
internal sealed record Scalar<V>(WireType Type, Func<V, string> Format, Scalar<V>.Reader TryRead, string Expectation)
{
    public delegate bool Reader(string text, out V value);

    public delegate bool BytesReader(ReadOnlySpan<byte> text, out V value);

    /// <summary>Reads the usual spelling without a string; null where there is nothing of the kind.</summary>
    public BytesReader? TryReadBytes { get; init; }

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
            ? WireFormatException.MalformedXml($"{member.WireName} is not {Expectation}", member: member.Name)
            : WireFormatException.InvalidArgument(member, text, $"Provided {member.WireName} not {Expectation}");
    }
}

internal static class Scalars
{
    /// <summary>The value of the element that the scanner stands on, and past it; null when it is empty.</summary>
    /// <exception cref="WireFormatException">The text is no spelling of such a value.</exception>
    public static V? ReadElement<V>(this Scalar<V> scalar, ref XmlScanner scanner)
        where V : struct
    {
        var name = scanner.Name;
        var plain = scanner.TryReadPlain(out var bytes);
        if (plain && scalar.TryReadBytes?.Invoke(bytes, out var usual) == true)
        {
            return usual;
        }

        var text = plain ? XmlText.Decode(bytes) : scanner.ReadText();
        if (scalar.TryRead(text, out var value))
        {
            return value;
        }

        var element = Encoding.UTF8.GetString(name);
        return string.IsNullOrWhiteSpace(text)
            ? null
            : throw WireFormatException.MalformedXml($"{element} is not {scalar.Expectation}", member: element);
    }

    public static readonly Scalar<string> Text = new(WireType.Text, value => value, TryReadText, "a text");

    public static readonly Scalar<Secret> Secret = new(WireType.Secret, value => value.Reveal(), TryReadSecret, "a text");

    public static readonly Scalar<int> Integer = new(
        WireType.Integer, value => value.ToString(CultureInfo.InvariantCulture), TryReadInteger, "an integer or within integer range");

    public static readonly Scalar<long> Long = new(
        WireType.Long, value => value.ToString(CultureInfo.InvariantCulture), TryReadLong, "an integer or within integer range")
    {
        TryReadBytes = TryReadLong,
    };

    public static readonly Scalar<bool> Boolean = new(WireType.Boolean, value => value ? "true" : "false", bool.TryParse, "true or false");

    public static readonly Scalar<DateTimeOffset> HttpDate = new(
        WireType.HttpDate, value => value.ToString("R", CultureInfo.InvariantCulture), TryReadTime, "a date");

    public static readonly Scalar<DateTimeOffset> Iso8601 = new(
        WireType.Iso8601, value => value.UtcDateTime.ToString(Iso8601Form, CultureInfo.InvariantCulture), TryReadTime, "a date")
    {
        TryReadBytes = TryReadTime,
    };

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

    private static bool TryReadLong(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var read) && read == text.Length;

    // yyyy-MM-ddTHH:mm:ss[.fff]Z, the two forms that nearly every store writes; whatever else it may be is read as a string.
    private static bool TryReadTime(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (text is not [_, _, _, _, (byte)'-', _, _, (byte)'-', _, _, (byte)'T', _, _, (byte)':', _, _, (byte)':', _, _, .., (byte)'Z']
            || text[19..^1] is not ([] or [(byte)'.', _, _, _]))
        {
            return false;
        }

        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        var (hour, minute, second) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]));
        var thousandths = text.Length == 20 ? 0 : Digits(text[20..23]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || thousandths < 0)
        {
            return false;
        }

        value = new DateTimeOffset(year, month, day, hour, minute, second, thousandths, TimeSpan.Zero);
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return -1;
            }

            value = (value * 10) + digit - '0';
        }

        return value;
    }

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
