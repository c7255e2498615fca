using System.Net;
using System.Net.Sockets;

namespace Sealane.Lab.Proxy;

/// <summary>One port of this machine, on which a client may say anything: requests, TLS, CONNECT.</summary>
internal sealed class ProxyListener : IDisposable
{
    private readonly Socket _socket;

    private ProxyListener(Socket socket)
    {
        _socket = socket;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Takes a port; connections wait until <see cref="Serve"/>.</summary>
    /// <exception cref="IOException">The port is in use, or may not be taken.</exception>
    public static ProxyListener Bind(IPEndPoint at)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(at);
            socket.Listen();
            return new ProxyListener(socket);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new IOException(
                $"The lab cannot listen on {at}: {fault.Message}. Choose another port, or 0 for any that is free.", fault);
        }
    }

    /// <summary>Begins to take connections and hands each on, with the client's address.</summary>
    public void Serve(Func<Stream, IPAddress?, CancellationToken, Task> serve, OpenConnections connections) =>
        _ = AcceptAsync(serve, connections);

    /// <summary>Takes no more connections; those that are open stay so.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task AcceptAsync(Func<Stream, IPAddress?, CancellationToken, Task> serve, OpenConnections connections)
    {
        while (await NextAsync().ConfigureAwait(false) is { } client)
        {
            connections.Serve(async cancellationToken =>
            {
                var stream = new NetworkStream(client, ownsSocket: true);
                await using (stream.ConfigureAwait(false))
                {
                    client.NoDelay = true;
                    await serve(stream, (client.RemoteEndPoint as IPEndPoint)?.Address, cancellationToken).ConfigureAwait(false);
                }
            });
        }
    }

    // Null once the listener is closed. A client that hangs up before it is taken is none.
    private async Task<Socket?> NextAsync()
    {
        while (true)
        {
            try
            {
                return await _socket.AcceptAsync().ConfigureAwait(false);
            }
            catch (SocketException fault) when (fault.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
            }
            catch (Exception fault) when (fault is ObjectDisposedException or SocketException)
            {
                return null;
            }
        }
    }
}
