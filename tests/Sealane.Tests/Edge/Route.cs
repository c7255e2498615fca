using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Sealane.Edge;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Edge;

/// <summary>A client, an edge that listens, and an endpoint, joined by real sockets.</summary>
internal sealed class Route : IAsyncDisposable
{
    private Route(EdgeHost edge, Peer client, ConcurrentQueue<Hop> hops)
    {
        Edge = edge;
        Client = client;
        Hops = hops;
    }

    public EdgeHost Edge { get; }

    public Peer Client { get; }

    /// <summary>The records of the requests so far.</summary>
    public ConcurrentQueue<Hop> Hops { get; }

    public Hop Hop => Hops.Single();

    public static Task<Route> ToAsync(Origin origin, string profile = "transparent", params Hold[] holds) =>
        ToAsync(origin, options => options with
        {
            Profile = EdgeProfile.Find(profile),
            Holds = holds.Length == 0 ? options.Holds : HoldSchedule.Cycle(holds),
        });

    public static async Task<Route> ToAsync(Origin origin, Func<EdgeOptions, EdgeOptions> adjust)
    {
        var hops = new ConcurrentQueue<Hop>();
        var edge = await EdgeHost.StartAsync(adjust(new EdgeOptions
        {
            Connect = Dial.To(origin.EndPoint),
            OnHop = hops.Enqueue,
        }));
        return new Route(edge, await Peer.ConnectAsync(edge.EndPoint), hops);
    }

    /// <summary>Sends a request and gives its whole answer.</summary>
    public async Task<string> AskAsync(string request)
    {
        await Client.SendAsync(request);
        return await Client.MessageAsync(endsWithHead: request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    public Task<Peer> AnotherClientAsync() => Peer.ConnectAsync(Edge.EndPoint);

    /// <summary>A client and the other end of its connection, for a relay that does not listen.</summary>
    public static async Task<(Peer Client, Stream Downstream)> PairAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepting = listener.AcceptSocketAsync();
        var client = await Peer.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        return (client, new NetworkStream(await accepting, ownsSocket: true));
    }

    public static string Text(byte[]? raw) => Encoding.Latin1.GetString(raw ?? []);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Edge.DisposeAsync();
    }
}
