using System.Net;
using Sealane.Edge;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Voyages;

namespace Sealane.Lab.Proxy;

/// <summary>Edges in a row, from the client's side to the endpoint. Thread-safe.</summary>
internal sealed class EdgeChain
{
    private readonly EdgeRelay _first;
    private readonly OpenConnections _connections;

    /// <summary>Joins the edges.</summary>
    /// <param name="profiles">What each does, the client's side first; none is a transparent one: somebody has to keep the record.</param>
    /// <param name="isOutermost">Whether clients speak to the first edge themselves.</param>
    /// <param name="common">Holds, seed, clock and the way to the endpoint, the same for each edge.</param>
    /// <param name="voyages">Who hears of each hop.</param>
    /// <param name="connections">Keeps count of the connections between edges.</param>
    public EdgeChain(
        IReadOnlyList<EdgeProfile> profiles, bool isOutermost, RelayOptions common, VoyageLog voyages, OpenConnections connections)
    {
        _connections = connections;
        profiles = profiles.Count > 0 ? profiles : [EdgeProfile.Find("transparent")];
        var next = (EdgeRelay?)null;
        for (var i = profiles.Count - 1; i >= 0; i--)
        {
            var (isFirst, isLast, behind) = (isOutermost && i == 0, i == profiles.Count - 1, next);
            next = new EdgeRelay(common with
            {
                Profile = profiles[i],
                Faults = i == 0 ? common.Faults : null,
                Connect = behind is null ? common.Connect : (_, _) => new ValueTask<Stream>(Open(behind)),
                OnHop = hop => voyages.Record(hop, isFirst, isLast),
                OnBody = isFirst ? common.OnBody : null,
            });
        }

        _first = next!;
    }

    /// <summary>Relays every request of a connection.</summary>
    public Task RunAsync(Stream client, IPAddress? address, CancellationToken cancellationToken) =>
        _first.RunAsync(client, address, cancellationToken);

    /// <summary>Opens a connection, inside this process, to the first edge.</summary>
    public Stream Open() => Open(_first);

    private DuplexStream Open(EdgeRelay relay)
    {
        var (near, far) = DuplexStream.CreatePair();
        _connections.Serve(async cancellationToken =>
        {
            await using (far.ConfigureAwait(false))
            {
                await relay.RunAsync(far, IPAddress.Loopback, cancellationToken).ConfigureAwait(false);
            }
        });
        return near;
    }
}
