using System.Globalization;

namespace Sealane.Lab.Names;

/// <summary>A host and a port, as <c>CONNECT</c>, an absolute target and <c>Host</c> name them (RFC 9110 7.2).</summary>
/// <param name="Host">The host in lower case, without brackets.</param>
/// <param name="Port">The port.</param>
public readonly record struct Authority(string Host, int Port)
{
    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[address]:port</c>; anything before an <c>@</c> is no part of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="defaultPort">The port when the text names none.</param>
    /// <returns>Null when it is none.</returns>
    public static Authority? Parse(string? text, int defaultPort)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        text = text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var colon = text.LastIndexOf(':');
        var host = colon <= text.LastIndexOf(']') ? text : text[..colon];
        var port = defaultPort;
        if (host.Length < text.Length - 1
            && !int.TryParse(text.AsSpan(host.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port))
        {
            return null;
        }

        host = LabHosts.Normalise(host);
        return host.Length > 0 && port <= ushort.MaxValue ? new Authority(host, port) : null;
    }

    /// <summary><c>host:port</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
