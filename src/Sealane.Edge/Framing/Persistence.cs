using Sealane.Signing.Journey;

namespace Sealane.Edge.Framing;

/// <summary>Whether a message lets its connection live on (RFC 9112 9.3).</summary>
internal static class Persistence
{
    /// <summary>False after <c>Connection: close</c>, and for HTTP/1.0 without <c>keep-alive</c>.</summary>
    public static bool LetsConnectionLive(MessageHead head)
    {
        var options = head.Values("connection")
            .SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var version = head.Status is null ? head.StartLine[(head.StartLine.LastIndexOf(' ') + 1)..] : head.StartLine[..8];
        return !options.Contains("close") && (version != "HTTP/1.0" || options.Contains("keep-alive"));
    }
}
