using System.Net;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>Every case and every answer over one way.</summary>
internal sealed record ProxyRun(IReadOnlyList<Crossing> Crossings, IReadOnlyList<WayBack> Answers)
{
    /// <summary>Goes a way, to an endpoint that tells what arrives, and gives the answers that it is asked for.</summary>
    /// <param name="start">Starts the way to an endpoint.</param>
    /// <param name="origin">What the way calls the endpoint.</param>
    /// <param name="setups">What the way is made of, or imitates.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ProxyRun> OfAsync(
        Func<IPEndPoint, Task<Way>> start, Func<IPEndPoint, string> origin, IReadOnlyList<ProxySetup> setups, CancellationToken cancellationToken)
    {
        await using var endpoint = MirrorOrigin.Start(origin);
        await using var way = await start(endpoint.EndPoint);
        return new ProxyRun(
            await Crossing.AllAsync(way.Front, endpoint, cancellationToken),
            await WayBack.AllAsync(way.Front, endpoint.EndPoint, setups));
    }
}
