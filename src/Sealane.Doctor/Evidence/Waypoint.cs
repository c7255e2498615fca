using Sealane.Signing.Journey;
using Sealane.Signing.Requests;

namespace Sealane.Doctor.Evidence;

/// <summary>A request as it was seen at one point of the way.</summary>
/// <param name="Place">Where: <c>client</c>, <c>after hop 1 (nginx)</c>, <c>endpoint</c>.</param>
/// <param name="Head">Its head there.</param>
/// <param name="Framing">How its body was framed there.</param>
public sealed record Waypoint(string Place, RequestHead Head, BodyFraming Framing)
{
    /// <summary>The version at the end of its request line: <c>HTTP/1.1</c>.</summary>
    public string Version { get; init; } = "HTTP/1.1";

    internal static Waypoint Read(string place, ReadOnlyMemory<byte> head, BodyFraming? framing = null)
    {
        var message = MessageHead.Parse(head);
        if (message.Method.Length == 0 || (!message.Target.StartsWith('/') && !message.Target.Contains("://", StringComparison.Ordinal)))
        {
            throw new FormatException("The target is no path: the request is none of S3's.");
        }

        return new Waypoint(place, message.ToRequest(), framing ?? message.Framing) { Version = message.Version };
    }

    /// <summary>The place and the request line; header values may hold secrets and are not printed.</summary>
    public override string ToString() => $"{Place}: {Head} ({Framing})";
}
