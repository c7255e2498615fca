using System.Globalization;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;

namespace Sealane.Server.Handlers;

/// <summary>A range of an object that exists.</summary>
/// <param name="First">The first byte.</param>
/// <param name="Length">How many bytes, at least one.</param>
internal readonly record struct ByteRange(long First, long Length)
{
    /// <summary>What Content-Range says of it.</summary>
    public string OfSize(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {First}-{First + Length - 1}/{size}");

    /// <summary>Reads a Range header as S3 does; null for the whole object, which S3 sends for whatever it does not understand.</summary>
    /// <remarks>Ignored: other units, several ranges, an end before the start (RFC 9110 14.2 allows a server to).</remarks>
    /// <exception cref="RefusedException">The range begins behind the object's end, or is a suffix of no bytes.</exception>
    // "bytes=" first "-" [last]   or   "bytes=-" suffix-length
    public static ByteRange? Read(string? header, long size)
    {
        if (header is null || !header.StartsWith("bytes=", StringComparison.Ordinal) || header.Contains(',', StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> range = header.AsSpan("bytes=".Length).Trim();
        int dash = range.IndexOf('-');

        if (dash < 0 || !TryNumber(range[..dash], out long? first) || !TryNumber(range[(dash + 1)..], out long? last))
        {
            return null;
        }

        return (first, last) switch
        {
            (null, null) => null,
            (null, { } suffix) => suffix == 0 || size == 0
                ? throw Unsatisfiable(header, size)
                : new(Math.Max(0, size - suffix), Math.Min(suffix, size)),
            ({ } start, { } end) when end < start => null,
            ({ } start, _) when start >= size => throw Unsatisfiable(header, size),
            ({ } start, var end) => new(start, Math.Min(end ?? long.MaxValue, size - 1) - start + 1),
        };
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long? number)
    {
        number = null;

        if (text.IsEmpty)
        {
            return true;
        }

        bool read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value);
        number = value;
        return read;
    }

    private static RefusedException Unsatisfiable(string header, long size) => new(new Refusal(ObjectErrors.InvalidRange)
        .With("RangeRequested", header)
        .With("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture)));
}
