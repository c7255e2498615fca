using System.Net;
using System.Net.Sockets;

namespace Sealane.Server.Null;

/// <summary>
/// A cheap peer for measuring clients: it answers as S3, drops what it is given, invents what it is asked for and keeps nothing.
/// </summary>
/// <remarks>
/// Signatures are not verified and neither are checksums: the one that a client gave is answered. A thread to a connection, blocking calls,
/// no HTTP stack below: what is measured against it should be the client.
/// </remarks>
public sealed class NullServer : IAsyncDisposable
{
    private const int Backlog = 1024;
    private const int ScratchSize = 256 * 1024;
    private const int StackSize = 256 * 1024;

    private readonly NullServerOptions _options;
    private readonly Socket _listener;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private long _connections;
    private int _mostAtOnce;
    private long _requests;
    private bool _stopped;

    private NullServer(NullServerOptions options, Socket listener)
    {
        _options = options;
        _listener = listener;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        Uri = new($"{(options.Tls is null ? "http" : "https")}://{EndPoint}");
        new Thread(Listen, StackSize) { IsBackground = true, Name = "null endpoint" }.Start();
    }

    /// <summary>The address and port it listens on.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The same as a URI.</summary>
    public Uri Uri { get; }

    /// <summary>What it has seen so far.</summary>
    public NullCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return new(_connections, _mostAtOnce, Interlocked.Read(ref _requests));
            }
        }
    }

    /// <summary>Starts an endpoint.</summary>
    /// <exception cref="IOException">The port is in use, or the address is not this machine's; the message says what to do.</exception>
    public static NullServer Start(NullServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var listener = new Socket(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

        try
        {
            listener.Bind(options.Listen);
            listener.Listen(Backlog);
            return new(options, listener);
        }
        catch (SocketException failure)
        {
            listener.Dispose();
            throw new IOException(
                failure.SocketErrorCode == SocketError.AddressAlreadyInUse
                    ? $"Port {options.Listen.Port} on {options.Listen.Address} is in use by another program. "
                        + "Choose another port, or stop that program."
                    : $"The endpoint cannot listen on {options.Listen}: {failure.Message}",
                failure);
        }
    }

    /// <summary>Stops listening and cuts what is under way.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _stopped = true;
            _listener.Dispose();

            foreach (Socket socket in _open)
            {
                socket.Dispose();
            }
        }

        return default;
    }

    private void Listen()
    {
        while (true)
        {
            Socket socket;

            try
            {
                socket = _listener.Accept();
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                if (_stopped)
                {
                    return;
                }

                continue;
            }

            if (TryOpen(socket))
            {
                new Thread(() => Serve(socket), StackSize) { IsBackground = true }.Start();
            }
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            byte[] scratch = GC.AllocateUninitializedArray<byte>(ScratchSize);
            using TlsWire? tls = _options.Tls is { } settings ? TlsWire.Accept(socket, scratch, settings) : null;
            new Conversation(tls is not null ? tls : new SocketWire(socket, scratch), _options).Run(() => Interlocked.Increment(ref _requests));
        }
        catch (Exception)
        {
            // The client went, named a host that has no certificate, or spoke what is no HTTP/1.1. Nothing that one connection does may end
            // the others, and this is the thread's last frame.
        }
        finally
        {
            lock (_lock)
            {
                _open.Remove(socket);
            }

            socket.Dispose();
        }
    }

    private bool TryOpen(Socket socket)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                socket.Dispose();
                return false;
            }

            _open.Add(socket);
            _connections++;
            _mostAtOnce = Math.Max(_mostAtOnce, _open.Count);
            return true;
        }
    }
}
