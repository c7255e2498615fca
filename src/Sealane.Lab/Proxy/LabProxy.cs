using System.Net;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Names;
using Sealane.Lab.Voyages;

namespace Sealane.Lab.Proxy;

/// <summary>The lab's way in: one port that is a forward proxy, a TLS front for every host of the lab, and a front in the clear.</summary>
internal sealed class LabProxy : IAsyncDisposable
{
    private readonly ProxyListener _listener;
    private readonly OpenConnections _connections;

    private LabProxy(ProxyListener listener, OpenConnections connections)
    {
        _listener = listener;
        _connections = connections;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>Starts to listen.</summary>
    /// <param name="listen">Where.</param>
    /// <param name="leaves">The certificates of the hosts.</param>
    /// <param name="chains">The edges before each role's hosts.</param>
    /// <param name="common">Holds, seed, clock and the way to the endpoint, the same for each edge.</param>
    /// <param name="voyages">Who hears of each hop.</param>
    /// <param name="refusals">Who hears of what lies outside.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static LabProxy Start(
        IPEndPoint listen, LeafCache leaves, Func<HostRole, IReadOnlyList<EdgeProfile>> chains, RelayOptions common, VoyageLog voyages, RefusalLog refusals)
    {
        var listener = ProxyListener.Bind(listen);
        var connections = new OpenConnections();
        var border = new Border(listener.EndPoint.Port);
        var routes = new Routes(chains, common, border, voyages, refusals, connections);
        listener.Serve(
            (stream, client, cancellationToken) =>
                new ProxyConnection(leaves, border, routes, refusals, listener.EndPoint, client).ServeAsync(stream, cancellationToken),
            connections);
        return new LabProxy(listener, connections);
    }

    /// <summary>Waits until no connection is open.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => _connections.WhenNoneAsync(cancellationToken);

    /// <summary>Stops to listen and cuts off what is open.</summary>
    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _connections.DisposeAsync();
    }
}
