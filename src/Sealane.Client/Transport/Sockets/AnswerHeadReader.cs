using System.Buffers;
using System.Globalization;
using System.Text;
using Sealane.Signing.Requests;

namespace Sealane.Transport.Sockets;

/// <summary>Reads the heads of one connection's answers, strictly. Not thread-safe.</summary>
/// <remarks>
/// A server says much the same in every answer: where the bytes equal those of the answer before, its strings serve again.
/// </remarks>
internal sealed class AnswerHeadReader
{
    /// <value>64 KiB, as .NET's own HTTP stack has it.</value>
    public const int MaxLength = 64 * 1024;

    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private List<HeaderField> _before = [];

    /// <summary>Reads a head, if all of it is there.</summary>
    /// <param name="bytes">What has come in.</param>
    /// <param name="toHead">Whether it answers HEAD, and so has no body.</param>
    /// <param name="head">The head.</param>
    /// <returns>The bytes that it takes; 0 when more must come.</returns>
    /// <exception cref="HttpRequestException">It is no head, or longer than <see cref="MaxLength"/>.</exception>
    public int TryRead(ReadOnlySpan<byte> bytes, bool toHead, out AnswerHead head)
    {
        head = default;
        var length = LengthOf(bytes);
        if (length == 0)
        {
            return 0;
        }

        var rest = bytes[..length];
        var (status, isVersion11) = StatusLine(NextLine(ref rest));
        var fields = new List<HeaderField>(Math.Max(_before.Count, 4));
        for (var line = NextLine(ref rest); !line.IsEmpty; line = NextLine(ref rest))
        {
            fields.Add(Field(line, fields.Count < _before.Count ? _before[fields.Count] : default));
        }

        head = Framed(status, fields, toHead, isVersion11);
        _before = head.IsInterim ? _before : fields;
        return length;
    }

    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (true)
        {
            var lineFeed = bytes[length..].IndexOf((byte)'\n');
            if (lineFeed < 0)
            {
                return bytes.Length <= MaxLength ? 0
                    : throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded, $"The answer's head has more than {MaxLength} bytes.");
            }

            var line = bytes.Slice(length, lineFeed + 1);
            if (line is not [.., (byte)'\r', (byte)'\n'])
            {
                throw NotHttp("a line of it does not end with CR LF", line);
            }

            var first = length == 0;
            length += line.Length;
            if (line.Length == 2)
            {
                return first ? throw NotHttp("it begins with an empty line", line) : length;
            }
        }
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf("\r\n"u8);
        var line = rest[..end];
        rest = rest[(end + 2)..];
        return line;
    }

    // "HTTP/1." DIGIT SP 3DIGIT [ SP reason ]      (RFC 9112 4; the blank before no reason is often left out)
    private static (int Status, bool IsVersion11) StatusLine(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || !line.StartsWith("HTTP/1."u8) || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' ' || (line.Length > 12 && line[12] != ' ')
            || line.Slice(9, 3).ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw NotHttp("its first line is no status line of HTTP/1", line);
        }

        return ((line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0', line[7] == '1');
    }

    // field-name ":" OWS field-value OWS      (RFC 9112 5; folded lines and blanks before the colon are what smuggling is made of)
    private static HeaderField Field(ReadOnlySpan<byte> line, HeaderField before)
    {
        var colon = line.IndexOf((byte)':');
        if (colon <= 0 || line[..colon].ContainsAnyExcept(TokenBytes))
        {
            throw NotHttp("a line of its head is no field", line);
        }

        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (value.ContainsAny((byte)'\r', (byte)'\0'))
        {
            throw NotHttp("a value in its head has a control character", line);
        }

        return new HeaderField(Text(line[..colon], before.Name), Text(value, before.Value));
    }

    private static string Text(ReadOnlySpan<byte> bytes, string? before) =>
        before is not null && Ascii.Equals(bytes, before) ? before : Encoding.Latin1.GetString(bytes);

    // RFC 9112 6.3, and where it lets a client guess, this one refuses.
    private static AnswerHead Framed(int status, List<HeaderField> fields, bool toHead, bool isVersion11)
    {
        long? length = null;
        var (chunked, persistent) = (false, isVersion11);
        foreach (var field in fields)
        {
            if (field.Is("Content-Length"))
            {
                if (!long.TryParse(field.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var said) || (length ?? said) != said)
                {
                    throw Contradicts("its Content-Length is no number, or two");
                }

                length = said;
            }
            else if (field.Is("Transfer-Encoding"))
            {
                if (chunked || !isVersion11 || !field.Value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
                {
                    throw Contradicts("its Transfer-Encoding is not 'chunked', once, in HTTP/1.1");
                }

                chunked = true;
            }
            else if (field.Is("Connection") && field.Value.Contains("close", StringComparison.OrdinalIgnoreCase))
            {
                persistent = false;
            }
        }

        if (chunked && length is not null)
        {
            throw Contradicts("it has both Content-Length and Transfer-Encoding");
        }

        var end = toHead || status is < 200 or 204 or 304 ? BodyEnd.AtOnce
            : chunked ? BodyEnd.AtLastChunk
            : length is null ? BodyEnd.AtClose
            : length == 0 ? BodyEnd.AtOnce
            : BodyEnd.AtLength;
        return new AnswerHead(status, fields, length, end, persistent && end != BodyEnd.AtClose);
    }

    private static HttpRequestException Contradicts(string why) => new(HttpRequestError.InvalidResponse, $"Where the answer ends cannot be known: {why}.");

    private static HttpRequestException NotHttp(string why, ReadOnlySpan<byte> line)
    {
        var shown = new StringBuilder();
        foreach (var one in line[..Math.Min(line.Length, 60)].TrimEnd("\r\n"u8))
        {
            shown.Append(one is >= 0x20 and < 0x7f ? (char)one : '?');
        }

        return new HttpRequestException(HttpRequestError.InvalidResponse, $"The answer is not HTTP/1.1: {why} ('{shown}').");
    }
}
