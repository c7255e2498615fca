using System.Net;
using Sealane.Edge;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>Real proxies or imitations in a row in front of an endpoint, the client's side first, as in <c>haproxy+nginx-host</c>.</summary>
internal sealed class Way : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _hops = new();

    private Way(IPEndPoint origin) => Front = origin;

    /// <summary>Where clients go.</summary>
    public IPEndPoint Front { get; private set; }

    /// <summary>The set-ups of a way's hops, of those that can be started.</summary>
    public static IReadOnlyList<ProxySetup> Setups(string way) =>
        [.. way.Split('+').SelectMany(profile => ProxySetup.All.Where(setup => setup.Profile == profile))];

    /// <summary>Starts the real proxies; the test is skipped where one is missing or of another version than was measured.</summary>
    public static Task<Way> StartRealAsync(string way, IPEndPoint origin, CancellationToken cancellationToken) => StartAsync(way, origin, async (profile, behind) =>
    {
        await ProxyVersion.NeedAsync(ProxySetup.Find(profile));
        var proxy = await RealProxy.StartAsync(ProxySetup.Find(profile), behind, cancellationToken);
        return (proxy, proxy.EndPoint);
    });

    /// <summary>Starts edges with the profiles.</summary>
    public static Task<Way> StartImitatedAsync(string way, IPEndPoint origin, CancellationToken cancellationToken) => StartAsync(way, origin, async (profile, behind) =>
    {
        var edge = await EdgeHost.StartAsync(new EdgeOptions { Profile = EdgeProfile.Find(profile), Connect = Dial.To(behind) }, cancellationToken);
        return (edge, edge.EndPoint);
    });

    public async ValueTask DisposeAsync()
    {
        while (_hops.TryPop(out var hop))
        {
            await hop.DisposeAsync();
        }
    }

    private static async Task<Way> StartAsync(string way, IPEndPoint origin, Func<string, IPEndPoint, Task<(IAsyncDisposable Hop, IPEndPoint EndPoint)>> start)
    {
        var started = new Way(origin);
        try
        {
            foreach (var profile in way.Split('+').Reverse())
            {
                (var hop, started.Front) = await start(profile, started.Front);
                started._hops.Push(hop);
            }

            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }
}
