using System.Text;
using Sealane.Signing.Requests;

namespace Sealane.Transport.Sockets;

/// <summary>Turns the head that was signed into the bytes that are sent: field for field, one byte a char.</summary>
internal static class HeadToBytes
{
    private const string ProxyAuthorization = "Proxy-Authorization";

    /// <summary>The bytes that a head takes.</summary>
    /// <exception cref="ArgumentException">A value has a line break, or a field cannot be sent.</exception>
    public static int Count(RequestHead head, Origin origin)
    {
        if (head.Target.AsSpan().ContainsAny(" \r\n\0"))
        {
            throw new ArgumentException("The request's target has a blank or a line break. Escape it.", nameof(head));
        }

        var count = head.Method.Length + 1 + origin.TargetPrefix.Length + head.Target.Length + " HTTP/1.1\r\n".Length + "\r\n".Length;
        for (var i = 0; i < head.Fields.Count; i++)
        {
            var field = head.Fields[i];
            SendableField.Check(field);
            count += field.Name.Length + field.Value.Length + ": \r\n".Length;
        }

        return PlainProxyAuthorization(origin) is { } shown ? count + ProxyAuthorization.Length + shown.Length + ": \r\n".Length : count;
    }

    // method SP request-target SP HTTP-version CRLF *( field-name ":" SP field-value CRLF ) CRLF      (RFC 9112 2.1)
    /// <summary>Writes a head where there is room for it.</summary>
    public static void Write(RequestHead head, Origin origin, Span<byte> bytes)
    {
        var output = new Output(bytes);
        output.Add(head.Method);
        output.Add(" ");
        output.Add(origin.TargetPrefix);
        output.Add(head.Target);
        output.Add(" HTTP/1.1\r\n");
        for (var i = 0; i < head.Fields.Count; i++)
        {
            output.Add(head.Fields[i].Name, head.Fields[i].Value);
        }

        if (PlainProxyAuthorization(origin) is { } shown)
        {
            output.Add(ProxyAuthorization, shown);
        }

        output.Add("\r\n");
    }

    /// <summary>Asks a proxy for a tunnel (RFC 9110 9.3.6).</summary>
    public static byte[] Connect(Origin origin)
    {
        var target = $"{(origin.Host.Contains(':', StringComparison.Ordinal) ? $"[{origin.Host}]" : origin.Host)}:{origin.Port}";
        var shown = origin.ProxyAuthorization is { } authorization ? $"{ProxyAuthorization}: {authorization}\r\n" : string.Empty;
        return Encoding.Latin1.GetBytes($"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{shown}\r\n");
    }

    // Through a tunnel it has been shown already, and what comes out at its end is none of the proxy's.
    private static string? PlainProxyAuthorization(Origin origin) => origin.IsSecure ? null : origin.ProxyAuthorization;

    private ref struct Output(Span<byte> left)
    {
        private Span<byte> _left = left;

        public void Add(string text) => _left = _left[Encoding.Latin1.GetBytes(text, _left)..];

        public void Add(string name, string value)
        {
            Add(name);
            Add(": ");
            Add(value);
            Add("\r\n");
        }
    }
}
