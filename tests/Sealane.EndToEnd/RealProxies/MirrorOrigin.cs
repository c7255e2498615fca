using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Sealane.Tests.Edge;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>
/// An endpoint that reads requests byte by byte, keeps what arrived and says in each answer by which number; a question of
/// <see cref="AnswerCase"/> gets its answer instead.
/// </summary>
internal sealed class MirrorOrigin : IAsyncDisposable
{
    private const string Number = "x-arrived-as";

    private readonly Origin _origin;
    private readonly Func<IPEndPoint, string> _name;
    private readonly ConcurrentDictionary<int, (string Head, string Body)> _arrived = new();
    private int _count;

    private MirrorOrigin(Func<IPEndPoint, string> name)
    {
        _name = name;
        _origin = Origin.Start((peer, _) => ConverseAsync(peer));
    }

    public IPEndPoint EndPoint => _origin.EndPoint;

    /// <summary>Starts it.</summary>
    /// <param name="name">What it calls itself, from its address.</param>
    public static MirrorOrigin Start(Func<IPEndPoint, string> name) => new(name);

    /// <summary>Head and body as they arrived, from the head of the answer; null when somebody else answered.</summary>
    public (string Head, string Body)? Arrived(string answer) =>
        Peer.Value(answer, Number) is { } number ? _arrived[int.Parse(number, CultureInfo.InvariantCulture)] : null;

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    private async Task ConverseAsync(Peer peer)
    {
        while (!await peer.IsAtEndAsync())
        {
            var head = await peer.HeadAsync();
            if (Peer.Value(head, "expect") is not null)
            {
                await peer.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            }

            var body = await peer.BodyAsync(head);
            await peer.SendAsync(head.Contains(AnswerCase.Mark, StringComparison.Ordinal) ? AnswerCase.To(head, _name(EndPoint)) : Keep(head, body));
            if (head.Contains(" HTTP/1.0\r\n", StringComparison.Ordinal) || Peer.Value(head, "connection") == "close")
            {
                return;
            }
        }
    }

    private string Keep(string head, string body)
    {
        var number = Interlocked.Increment(ref _count);
        _arrived[number] = (head, body);
        return string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\n{Number}: {number}\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{(head.StartsWith("HEAD ", StringComparison.Ordinal) ? "" : "ok")}");
    }
}
