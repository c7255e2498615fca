using Sealane.Protocol.Objects;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>What the head of an answer says of the bytes behind it.</summary>
/// <param name="ContentRange">Which bytes of the object they are; null for all.</param>
/// <param name="Length">How many they are; null where the framing does not say.</param>
/// <param name="ETag">The object's entity tag.</param>
/// <param name="ContentEncoding">Their coding.</param>
internal readonly record struct ServedBytes(string? ContentRange, long? Length, string? ETag, string? ContentEncoding)
{
    // What compresses on the way and keeps a strong tag marks it so: "x-gzip" (Apache), "x--gzip" (Jetty), "x;br".
    private static readonly string[] Codings = ["gzip", "br", "deflate", "zstd"];

    public static ServedBytes Of(Answer answer) =>
        new(answer.Value("Content-Range"), answer.Length, answer.Value("ETag"), answer.Value("Content-Encoding"));

    public static ServedBytes Of(GetObjectResult result) =>
        new(result.ContentRange, result.ContentLength, result.ETag, result.ContentEncoding);

    /// <summary>Whether the entity tag names the very bytes (RFC 9110 8.8.1): If-Match works with no other.</summary>
    public bool HasStrongETag => ETag is [not 'W', ..];

    /// <summary>
    /// Why these cannot be the bytes as S3 has them, as a half sentence; null when nothing speaks against it. An object may have a coding of
    /// its own, which it was stored with, so the coding alone says nothing.
    /// </summary>
    public string? WhyChanged()
    {
        if (ETag is { } weak && weak.StartsWith("W/", StringComparison.OrdinalIgnoreCase))
        {
            return $"it has the weak entity tag {weak}, which S3 never gives: something on the way rewrote the bytes, as nginx does when it compresses. Switch compression off there for this host";
        }

        if (ETag is { } tag && Array.Find(Codings, coding => tag.EndsWith(coding + "\"", StringComparison.OrdinalIgnoreCase)) is { } added
            && string.Equals(added, ContentEncoding, StringComparison.OrdinalIgnoreCase))
        {
            return $"its entity tag {tag} says that something on the way compressed it. Switch compression off there for this host";
        }

        return null;
    }
}
