using System.Net;
using System.Net.Sockets;

namespace Sealane.Tests.Gateway;

/// <summary>A load balancer as simple as they come: each connection goes to the next target, or to the one after it when that is gone.</summary>
internal sealed class RoundRobin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint[] _targets;
    private readonly Task _accepting;
    private int _next;

    public RoundRobin(params IPEndPoint[] targets)
    {
        _targets = targets;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Uri => new($"http://{_listener.LocalEndpoint}");

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var target = await ConnectAsync())
        {
            try
            {
                var up = client.GetStream().CopyToAsync(target.GetStream());
                var down = target.GetStream().CopyToAsync(client.GetStream());
                await await Task.WhenAny(up, down);
            }
            catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
            {
                // One side has gone; so does the other.
            }
        }
    }

    private async Task<TcpClient> ConnectAsync()
    {
        for (var tries = 0; ; tries++)
        {
            var target = new TcpClient { NoDelay = true };
            try
            {
                await target.ConnectAsync(_targets[_next++ % _targets.Length]);
                return target;
            }
            catch (SocketException) when (tries < _targets.Length)
            {
                target.Dispose();
            }
        }
    }
}
