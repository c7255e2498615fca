using System.Collections.Concurrent;
using System.Net;
using Sealane.Edge;
using Sealane.Edge.Relay;
using Sealane.EndToEnd.RealProxies.Setups;
using Sealane.Server;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>An endpoint behind nginx, with a recorder on either side of nginx that changes nothing itself.</summary>
// client -> recorder -> nginx -> recorder -> endpoint
internal sealed class WayThroughNginx : IAsyncDisposable
{
    private readonly ConcurrentQueue<Arrival> _arrivals = new();
    private readonly ConcurrentQueue<Hop> _sent = new();
    private readonly ConcurrentQueue<Hop> _passedOn = new();
    private readonly Stack<IAsyncDisposable> _parts = new();

    private WayThroughNginx()
    {
    }

    public static SigningCredentials Key { get; } = new("AKIATHROUGHNGINX0001", "through/nginx+and/back+again/EXAMPLEKEY00");

    /// <summary>Where clients go.</summary>
    public IPEndPoint Front { get; private set; } = null!;

    /// <summary>Starts all parts, from the endpoint to the front.</summary>
    /// <param name="location">nginx's directives, from the address of what is behind it.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<WayThroughNginx> StartAsync(Func<IPEndPoint, string> location, CancellationToken cancellationToken)
    {
        var way = new WayThroughNginx();
        try
        {
            var options = new S3ServerOptions { Credentials = [Key], CreateBucketsOnFirstUse = true, OnArrival = way._arrivals.Enqueue };
            var endpoint = way.Owning(await S3Server.StartAsync(options, cancellationToken));
            var behind = way.Owning(await EdgeHost.StartAsync(
                new EdgeOptions { Connect = Dial.To(endpoint.EndPoint), OnHop = way._passedOn.Enqueue }, cancellationToken));
            var nginx = way.Owning(await RealProxy.StartAsync(Nginx.Setup("nginx", location), behind.EndPoint, cancellationToken));
            var before = way.Owning(await EdgeHost.StartAsync(
                new EdgeOptions { Connect = Dial.To(nginx.EndPoint), OnHop = way._sent.Enqueue }, cancellationToken));
            way.Front = before.EndPoint;
            return way;
        }
        catch
        {
            await way.DisposeAsync();
            throw;
        }
    }

    /// <summary>The only voyage so far: nginx's two sides and the arrival, told to belong together by the endpoint's request id.</summary>
    public Voyage Voyage()
    {
        var arrival = Assert.Single(_arrivals);
        var sent = Assert.Single(_sent);
        var passedOn = Assert.Single(_passedOn);
        Assert.Equal((arrival.RequestId, arrival.RequestId), (RequestId(sent), RequestId(passedOn)));
        var nginx = new Hop
        {
            Name = "nginx",
            Before = sent.After,
            After = passedOn.Before,
            FramingBefore = sent.FramingAfter,
            FramingAfter = passedOn.FramingBefore,
            Answer = sent.Answer,
            Time = sent.Time,
        };
        return new Voyage { Id = arrival.RequestId, Hops = [nginx], Arrival = arrival };
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private static string? RequestId(Hop hop) => hop.Answer is { } answer ? MessageHead.Parse(answer).Value("x-amz-request-id") : null;

    private T Owning<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
