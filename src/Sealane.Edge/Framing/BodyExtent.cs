using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Framing;

/// <summary>Where a message's body ends (RFC 9112 6.3).</summary>
internal abstract record BodyExtent
{
    private BodyExtent()
    {
    }

    /// <summary>There is no body.</summary>
    internal sealed record Empty : BodyExtent;

    /// <summary>After a number of bytes.</summary>
    internal sealed record Length(long Bytes) : BodyExtent;

    /// <summary>After the last chunk and the trailer section.</summary>
    internal sealed record Chunked : BodyExtent;

    /// <summary>With the connection; answers only.</summary>
    internal sealed record UntilClose : BodyExtent;

    /// <summary>Whether the body has a byte at an offset, as far as its framing tells beforehand.</summary>
    public bool Reaches(long offset) => this switch
    {
        Empty => false,
        Length(var bytes) => offset < bytes,
        _ => true,
    };

    /// <summary>The extent of a request's body. With both framings the chunks count, as RFC 9112 6.3 has it.</summary>
    /// <exception cref="FormatException">The framing cannot be understood, so nobody could say where the next request begins.</exception>
    public static BodyExtent OfRequest(MessageHead head)
    {
        var codings = Elements(head, "transfer-encoding");
        if (codings.Length == 0)
        {
            return OfLength(head) ?? new Empty();
        }

        // A recipient that guessed here would read the body of one request as the head of another (RFC 9112 6.1, 6.3 rule 4).
        return EndsWithChunked(codings) && !head.StartLine.EndsWith("HTTP/1.0", StringComparison.Ordinal)
            ? new Chunked()
            : throw new FormatException($"The request's Transfer-Encoding '{string.Join(", ", codings)}' does not say where its body ends (RFC 9112 6.3).");
    }

    /// <summary>The extent of an answer's body, which depends on the method of the request too.</summary>
    /// <exception cref="FormatException">The Content-Length cannot be read.</exception>
    public static BodyExtent OfAnswer(MessageHead head, string requestMethod)
    {
        if (requestMethod == "HEAD" || head.Status is (>= 100 and < 200) or 204 or 304)
        {
            return new Empty();
        }

        var codings = Elements(head, "transfer-encoding");
        return codings.Length == 0 ? OfLength(head) ?? new UntilClose()
            : EndsWithChunked(codings) ? new Chunked()
            : new UntilClose();
    }

    // chunked comes last and once: nobody may code a body that is chunked already      (RFC 9112 6.1)
    private static bool EndsWithChunked(string[] codings) =>
        Array.FindIndex(codings, coding => coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)) == codings.Length - 1;

    // Content-Length = 1*DIGIT; the same value said twice is one value      (RFC 9110 8.6)
    private static BodyExtent? OfLength(MessageHead head)
    {
        var values = head.Values("content-length").SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Distinct().ToArray();
        return values switch
        {
            [] => null,
            [var value] when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var length) =>
                length == 0 ? new Empty() : new Length(length),
            _ => throw new FormatException($"The Content-Length '{string.Join(", ", values)}' is not one number (RFC 9110 8.6)."),
        };
    }

    private static string[] Elements(MessageHead head, string name) =>
        [.. head.Values(name).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
