using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Sealane.Tests.Edge;

/// <summary>An endpoint that does on each connection what a test says, byte by byte.</summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _conversations = [];
    private int _connections;

    private Origin()
    {
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The requests as they arrived, bodies with their framing.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>An endpoint with a script for each connection, which gets its number from 0.</summary>
    public static Origin Start(Func<Peer, int, Task> converse)
    {
        var origin = new Origin();
        origin._listener.Start();
        origin._conversations.Add(origin.AcceptAsync(converse));
        return origin;
    }

    /// <summary>An endpoint that reads each request whole and answers it, on as many connections as come.</summary>
    public static Origin Answering(Func<string, string> answer)
    {
        Origin? origin = null;
        origin = Start(async (peer, _) =>
        {
            while (!await peer.IsAtEndAsync())
            {
                var request = await peer.MessageAsync();
                origin!.Requests.Enqueue(request);
                await peer.SendAsync(answer(request));
            }
        });
        return origin;
    }

    public static Origin Answering(string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") => Answering(_ => answer);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var conversation in _conversations)
        {
            // An end in the middle of a conversation is what many tests are about; what counts was asserted at the client.
            await conversation.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AcceptAsync(Func<Peer, int, Task> converse)
    {
        while (true)
        {
            var socket = await _listener.AcceptSocketAsync();
            socket.NoDelay = true;
            _conversations.Add(ConverseAsync(Peer.Over(socket), converse, Interlocked.Increment(ref _connections) - 1));
        }
    }

    private static async Task ConverseAsync(Peer peer, Func<Peer, int, Task> converse, int number)
    {
        await using (peer)
        {
            await converse(peer, number);
        }
    }
}
