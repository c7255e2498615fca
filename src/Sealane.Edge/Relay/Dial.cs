using System.Net;
using System.Net.Sockets;

namespace Sealane.Edge.Relay;

/// <summary>Ways to open connections to an endpoint, for <see cref="RelayOptions.Connect"/>.</summary>
public static class Dial
{
    /// <summary>Plain TCP to one address, whatever host the request names.</summary>
    public static Func<UpstreamRequest, CancellationToken, ValueTask<Stream>> To(EndPoint endPoint) => async (_, cancellationToken) =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    };
}
