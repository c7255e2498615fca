using System.Net;
using Sealane.Edge;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Names;
using Sealane.Lab.Voyages;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Proxy;

/// <summary>Which edges a request meets: those of its host's role, straight away or behind a forward proxy. Thread-safe.</summary>
internal sealed class Routes
{
    private readonly Border _border;
    private readonly RefusalLog _refusals;
    private readonly OpenConnections _connections;
    private readonly Dictionary<HostRole, EdgeChain> _direct;
    private readonly Dictionary<HostRole, EdgeChain> _proxied;
    private readonly EdgeRelay _forwardProxy;

    /// <summary>Lays the routes.</summary>
    /// <param name="chains">The edges before each role's hosts.</param>
    /// <param name="common">Holds, seed, clock and the way to the endpoint, the same for each edge.</param>
    /// <param name="border">What is inside.</param>
    /// <param name="voyages">Who hears of each hop.</param>
    /// <param name="refusals">Who hears of what lies outside.</param>
    /// <param name="connections">Keeps count of the connections between edges.</param>
    public Routes(
        Func<HostRole, IReadOnlyList<EdgeProfile>> chains,
        RelayOptions common,
        Border border,
        VoyageLog voyages,
        RefusalLog refusals,
        OpenConnections connections)
    {
        _border = border;
        _refusals = refusals;
        _connections = connections;
        Dictionary<HostRole, EdgeChain> Chains(bool isOutermost) => Enum.GetValues<HostRole>()
            .ToDictionary(role => role, role => new EdgeChain(chains(role), isOutermost, common, voyages, connections));
        _direct = Chains(isOutermost: true);
        _proxied = Chains(isOutermost: false);
        _forwardProxy = new EdgeRelay(common with
        {
            Profile = ForwardProxy.Profile,
            Faults = null,
            Connect = (request, _) => new ValueTask<Stream>(Connect(request.Head)),
            OnHop = hop => RecordInside(hop, voyages),
        });
    }

    /// <summary>Relays a connection whose requests are all for hosts of one role.</summary>
    public Task RelayAsync(HostRole role, Stream client, IPAddress? address, CancellationToken cancellationToken) =>
        _direct[role].RunAsync(client, address, cancellationToken);

    /// <summary>Relays a connection whose requests each say where they want to go: in their target, or in Host.</summary>
    public Task RelayProxiedAsync(Stream client, IPAddress? address, CancellationToken cancellationToken) =>
        _forwardProxy.RunAsync(client, address, cancellationToken);

    private Stream Connect(MessageHead head)
    {
        var address = AddressOf(head);
        return _border.RoleOf(address) is { } role
            ? _proxied[role].Open()
            : Refuse(_refusals.Outside(address ?? new Authority("(no host)", 0)));
    }

    // Somebody who answers at once, takes no request and closes.
    private DuplexStream Refuse(Refusal refusal)
    {
        var (near, far) = DuplexStream.CreatePair();
        _connections.Serve(async cancellationToken =>
        {
            await using (far.ConfigureAwait(false))
            {
                await far.WriteAsync(RefusalLog.AnswerTo(refusal), cancellationToken).ConfigureAwait(false);
            }
        });
        return near;
    }

    // A request for the world outside is no voyage of the lab's: it is in the list of refusals.
    private void RecordInside(Hop hop, VoyageLog voyages)
    {
        if (hop.After.Length == 0 || _border.RoleOf(AddressOf(MessageHead.Parse(hop.After))) is not null)
        {
            voyages.Record(hop, isFirst: true, isLast: false);
        }
    }

    private static Authority? AddressOf(MessageHead head) => Authority.Parse(head.Value("host"), defaultPort: 80);
}
