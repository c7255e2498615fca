using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Server.Http;

/// <summary>
/// The head as it arrived: Kestrel is told to read Latin-1, so its strings are the raw bytes, and <c>RawTarget</c> is the target before
/// anybody decoded it. What Kestrel does not keep is the order and letter case of the names, which no signature depends on.
/// </summary>
internal static class HeadFromKestrel
{
    // Kestrel moves a Content-Length that came beside Transfer-Encoding to this name.
    private const string MovedLength = "X-Content-Length";

    public static RequestHead Read(HttpContext context)
    {
        IHttpRequestFeature request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        bool coded = request.Headers.ContainsKey("Transfer-Encoding");
        var fields = new List<HeaderField>();

        foreach ((string name, StringValues values) in request.Headers)
        {
            foreach (string? value in values)
            {
                fields.Add(new(coded && name == MovedLength ? "Content-Length" : name, value ?? ""));
            }
        }

        return new(request.Method, OriginForm(request.RawTarget), fields);
    }

    /// <summary>The same as raw bytes, for the record of a journey.</summary>
    public static byte[] ToBytes(RequestHead head) => MessageHead.OfRequest(head).ToBytes();

    // "http://host/path?query" comes from clients that take this endpoint for a proxy; an origin takes the path (RFC 9112 3.2.2).
    private static string OriginForm(string rawTarget)
    {
        if (rawTarget.StartsWith('/'))
        {
            return rawTarget;
        }

        int scheme = rawTarget.IndexOf("://", StringComparison.Ordinal);
        int path = scheme < 0 ? -1 : rawTarget.IndexOfAny(['/', '?'], scheme + 3);
        return path < 0 ? "/" : rawTarget[path] == '?' ? "/" + rawTarget[path..] : rawTarget[path..];
    }
}
