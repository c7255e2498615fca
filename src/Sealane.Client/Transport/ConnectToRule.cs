using System.Globalization;
using Sealane.Diagnostics;

namespace Sealane.Transport;

/// <summary>
/// Sends the connections for a host to another address, as <c>curl --connect-to</c> does: URL, Host, server name in TLS and signature stay
/// as they are.
/// </summary>
/// <remarks>A host that a rule names is reached directly, never through a proxy: the rule says where the bytes go.</remarks>
/// <param name="Host">The host of the request, or null for any.</param>
/// <param name="Port">The port of the request, or null for any.</param>
/// <param name="ToHost">The address or name to connect to.</param>
/// <param name="ToPort">The port to connect to.</param>
public sealed record ConnectToRule(string? Host, int? Port, string ToHost, int ToPort)
{
    /// <summary>
    /// Reads <c>HOST:PORT:ADDRESS:PORT</c>; an empty HOST or PORT in front stands for any, and IPv6 addresses stand in brackets.
    /// </summary>
    /// <exception cref="S3ConfigurationException">The text is not of that form.</exception>
    public static ConnectToRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = Split(text);
        return parts is [var host, var port, { Length: > 0 } toHost, var toPort]
            && TryPort(port, anyAllowed: true, out var from)
            && TryPort(toPort, anyAllowed: false, out var to)
            ? new ConnectToRule(host.Length == 0 ? null : host, from, toHost, to!.Value)
            : throw new S3ConfigurationException($"'{text}' is no ConnectTo rule. Write HOST:PORT:ADDRESS:PORT, such as 'bucket.s3.amazonaws.com:443:127.0.0.1:8443'.");
    }

    /// <summary>Whether the rule speaks of this host and port.</summary>
    public bool Matches(string host, int port) =>
        (Host is null || string.Equals(Host, host, StringComparison.OrdinalIgnoreCase)) && (Port is null || Port == port);

    private static List<string> Split(string text)
    {
        var parts = new List<string>(4);
        var rest = text.AsSpan();
        while (true)
        {
            var bracket = rest.StartsWith("[") ? rest.IndexOf(']') : -1;
            var colon = bracket < 0 ? rest.IndexOf(':') : rest[bracket..].IndexOf(':') is var after and >= 0 ? bracket + after : -1;
            parts.Add((colon < 0 ? rest : rest[..colon]).Trim("[]").ToString());
            if (colon < 0)
            {
                return parts;
            }

            rest = rest[(colon + 1)..];
        }
    }

    private static bool TryPort(string text, bool anyAllowed, out int? port)
    {
        port = null;
        if (text.Length == 0)
        {
            return anyAllowed;
        }

        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
        {
            return false;
        }

        port = number;
        return true;
    }
}
