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
    private readonly OpenConnections _connections = new();
    private readonly ContactCount _contacts = new();
    private readonly Func<HoldSchedule, Routes> _lay;
    private volatile Course _course;

    private LabProxy(ProxyListener listener, Func<HoldSchedule, OpenConnections, Routes> lay, HoldSchedule holds)
    {
        _listener = listener;
        _lay = schedule => lay(schedule, _connections);
        _course = new Course(holds, _lay(holds));
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <summary>How clients came so far.</summary>
    public Contacts Contacts => _contacts.Snapshot;

    /// <summary>The schedule that connections follow which are opened now.</summary>
    public HoldSchedule Holds => _course.Holds;

    /// <summary>Starts to listen.</summary>
    /// <param name="listen">Where.</param>
    /// <param name="leaves">The certificates of the hosts.</param>
    /// <param name="chains">The edges before each role's hosts.</param>
    /// <param name="common">Holds, seed, clock and the way to the endpoint, the same for each edge.</param>
    /// <param name="voyages">Who hears of each hop.</param>
    /// <param name="refusals">Who hears of what lies outside.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static LabProxy Start(
        IPEndPoint listen,
        LeafCache leaves,
        Func<HostRole, IReadOnlyList<EdgeProfile>> chains,
        RelayOptions common,
        VoyageLog voyages,
        RefusalLog refusals)
    {
        var listener = ProxyListener.Bind(listen);
        var border = new Border(listener.EndPoint.Port, leaves.Names);
        var proxy = new LabProxy(
            listener,
            (holds, connections) => new Routes(chains, common with { Holds = holds }, border, voyages, refusals, connections),
            common.Holds);
        listener.Serve(ServeAsync, proxy._connections);
        return proxy;

        Task ServeAsync(Stream stream, IPAddress? client, CancellationToken cancellationToken) =>
            new ProxyConnection(leaves, border, proxy._course.Routes, refusals, proxy._contacts, listener.EndPoint, client).ServeAsync(stream, cancellationToken);
    }

    /// <summary>Begins a schedule, for connections that are opened from now on.</summary>
    public void StartHolds(HoldSchedule holds) => _course = new Course(holds, _lay(holds));

    /// <summary>Waits until no connection is open.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken) => _connections.WhenNoneAsync(cancellationToken);

    /// <summary>Stops to listen and cuts off what is open.</summary>
    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _connections.DisposeAsync();
    }

    private sealed record Course(HoldSchedule Holds, Routes Routes);
}
