using System.Globalization;
using Sealane.Diagnostics;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;

namespace Sealane.Sending;

/// <summary>
/// An object as one answer showed it. Every further answer must be of the same bytes, and caches and proxies on the way must be held to it:
/// they drop Range, answer from what they had, compress, and invent 304s.
/// </summary>
/// <param name="Name">What it is, for messages: <c>s3://bucket/key</c>.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ETag">Its entity tag, a strong one.</param>
/// <param name="ContentEncoding">Its coding, as it was stored; null for none.</param>
internal sealed record PinnedObject(string Name, long Length, string ETag, string? ContentEncoding)
{
    private static readonly string[] Conditions = ["If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Range"];

    /// <summary>The object that an answer showed; null when nothing in it could hold another answer to the same bytes.</summary>
    public static PinnedObject? Of(string name, ServedBytes served) =>
        !served.HasStrongETag || served.WhyChanged() is not null ? null
        : served.ContentRange is null ? served.Length is { } length ? new PinnedObject(name, length, served.ETag!, served.ContentEncoding) : null
        : ContentRange.TryParse(served.ContentRange, out var range) ? new PinnedObject(name, range.Total, served.ETag!, served.ContentEncoding)
        : null;

    /// <summary>The request for a range of it, made of one for it.</summary>
    public WireRequest RangeOf(WireRequest request, long first, long last)
    {
        var ranged = new WireRequest { Method = request.Method, Bucket = request.Bucket, Key = request.Key };
        ranged.Query.AddRange(request.Query.Where(pair => pair.Key != "partNumber")); // S3 takes a part or a range
        ranged.Headers.AddRange(request.Headers.Where(field => !Array.Exists(Conditions, field.Is)));
        ranged.Headers.Add(new HeaderField("Range", string.Create(CultureInfo.InvariantCulture, $"bytes={first}-{last}")));
        ranged.Headers.Add(new HeaderField("If-Match", ETag));
        return ranged;
    }

    /// <summary>Refuses an answer that is not exactly the range that was asked for.</summary>
    /// <exception cref="S3ConnectionException">It is another; the message says what on the way did that.</exception>
    public void Check(long first, long last, ServedBytes served)
    {
        if (WhyNot(first, last, served) is { } why)
        {
            throw new S3ConnectionException($"The bytes {first}-{last} of {Name} were asked for, and the answer is not those: {why}.");
        }
    }

    /// <summary>What a refusal in the middle of the object means.</summary>
    public Exception Explain(S3Exception refusal) => refusal.Status switch
    {
        412 => new ObjectChangedException($"{Name} was overwritten while it was read. Read it again, from its beginning.", refusal),
        404 => new ObjectChangedException($"{Name} was deleted while it was read.", refusal),
        304 => Invented304(Name, refusal),
        _ => refusal,
    };

    /// <summary>The failure for a 304 to a request without a condition that could lead to it.</summary>
    public static S3ConnectionException Invented304(string name, S3Exception refusal) =>
        new($"{name} was asked for without a condition, and the answer is 304 Not Modified: a cache on the way made that up. Take it out of the path, or have it pass these requests on.", refusal);

    private string? WhyNot(long first, long last, ServedBytes served)
    {
        if (served.ContentRange is null && served.Length != last - first + 1)
        {
            return "the whole object came. A cache or proxy on the way drops Range: have it pass Range on, take it out of the path, or set Concurrency to 1 so that ranges are asked for only after a break";
        }

        if (served.ContentRange is null)
        {
            return "it has no Content-Range, so nobody knows which bytes came. Look for a cache on the way that drops Range";
        }

        if (served.ContentRange != new ContentRange(first, last, Length).ToString())
        {
            return $"'{served.ContentRange}' came. A cache on the way cuts ranges its own way: have it pass Range on, or take it out of the path";
        }

        if (served.Length is { } length && length != last - first + 1)
        {
            return $"{length} bytes came. Something on the way changed the length";
        }

        if (served.WhyChanged() is { } changed)
        {
            return changed;
        }

        return served.ETag is null ? "it has no entity tag. Something on the way takes ETag out of answers"
            : served.ETag != ETag ? $"it is of another object, {served.ETag} and not {ETag}, which S3 would have refused (If-Match). A cache on the way answered from what it had: purge it, or have it pass Range on"
            : served.ContentEncoding != ContentEncoding ? $"its Content-Encoding is '{served.ContentEncoding}' and not '{ContentEncoding}'. Something on the way changed it: switch compression off there for this host"
            : null;
    }
}
