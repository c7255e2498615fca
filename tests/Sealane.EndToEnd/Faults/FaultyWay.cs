using System.Collections.Concurrent;
using System.Text;
using Sealane.Credentials;
using Sealane.Edge;
using Sealane.Edge.Faults;
using Sealane.Edge.Relay;
using Sealane.Server;
using Sealane.Server.Storage;
using Sealane.Server.Storage.Memory;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.EndToEnd.Faults;

/// <summary>An endpoint, an edge before it that breaks what a schedule says, and clients that go through it.</summary>
internal sealed class FaultyWay : IAsyncDisposable
{
    public const string Bucket = "box";
    public const int PartSize = 5 << 20;

    public static readonly SigningCredentials Key = new("AKIAFAULTYWAY000EXAMPLE", "faults+are/made/with/this+secret/EXAMPLE");
    public static readonly SigningCredentials NextKey = new("AKIAFAULTYWAY001EXAMPLE", "and+with/this/one/afterwards/EXAMPLE");

    private readonly MemoryStore _store;
    private readonly S3Server _server;
    private readonly EdgeHost _edge;

    private FaultyWay(MemoryStore store, S3Server server, EdgeHost edge, ConcurrentQueue<Hop> hops)
    {
        (_store, _server, _edge) = (store, server, edge);
        Hops = hops;
    }

    /// <summary>What passed the edge, the faults by name.</summary>
    public ConcurrentQueue<Hop> Hops { get; }

    /// <summary>The same in a line, for a message.</summary>
    public string Happenings => $"the edge saw: {string.Join(" | ", Hops.Select(Sketch))}";

    /// <summary>Starts endpoint and edge.</summary>
    /// <param name="faults">What the edge breaks.</param>
    /// <param name="afterwards">Runs at the end of each request, before the client hears of it.</param>
    /// <param name="time">The endpoint's clock.</param>
    public static async Task<FaultyWay> StartAsync(FaultSchedule faults, Action<Hop>? afterwards = null, TimeProvider? time = null)
    {
        var store = new MemoryStore();
        var server = await S3Server.StartAsync(new S3ServerOptions { Store = store, Credentials = [Key, NextKey], Time = time ?? TimeProvider.System });
        await server.EnsureBucketAsync(Bucket);
        var hops = new ConcurrentQueue<Hop>();
        var edge = await EdgeHost.StartAsync(new EdgeOptions
        {
            Connect = Dial.To(server.EndPoint),
            Faults = faults,
            OnHop = hop =>
            {
                hops.Enqueue(hop);
                afterwards?.Invoke(hop);
            },
        });
        return new FaultyWay(store, server, edge, hops);
    }

    /// <summary>For faults that only a client's own patience ends; a request that is merely slow may be sent twice then.</summary>
    public static S3ClientOptions ShortPatience(S3ClientOptions options) =>
        options with { IdleTimeout = TimeSpan.FromSeconds(1.5), StallTime = TimeSpan.FromSeconds(1.5) };

    /// <summary>A client that waits for nothing between its tries.</summary>
    public S3Client Client(TransportKind transport, Func<S3ClientOptions, S3ClientOptions>? with = null) => ClientOf(new Uri($"http://{_edge.EndPoint}"), transport, with);

    /// <summary>A client that does not go through the edge.</summary>
    public S3Client Direct() => ClientOf(_server.Uri, TransportKind.HttpClient, null);

    /// <summary>The bytes of an object, or null.</summary>
    public async Task<byte[]?> StoredAsync(string key)
    {
        await using var opened = await _store.OpenObjectAsync(Bucket, key, CancellationToken.None);
        if (opened is null)
        {
            return null;
        }

        var bytes = new byte[opened.Entry.Size];
        await using var stream = opened.OpenRange(0, bytes.Length);
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    /// <summary>How many uploads are unfinished.</summary>
    public async Task<int> UnfinishedUploadsAsync() =>
        (await _store.ListUploadsAsync(Bucket, new ListQuery(), CancellationToken.None)).Items.Count;

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        await _server.DisposeAsync();
        await _store.DisposeAsync();
    }

    private static string Sketch(Hop hop)
    {
        var request = Encoding.ASCII.GetString(hop.Before).Split(" HTTP/")[0];
        var answer = hop.Answer is null ? "no answer" : Encoding.ASCII.GetString(hop.Answer)[9..12];
        return $"{request} {answer}{(hop.Fault is null ? "" : $" ({hop.Fault})")}";
    }

    private static S3Client ClientOf(Uri url, TransportKind transport, Func<S3ClientOptions, S3ClientOptions>? with)
    {
        var options = new S3ClientOptions
        {
            EndpointUrl = url,
            Region = "us-east-1",
            Credentials = new GivenCredentials(Key),
            Proxy = ProxyRules.None,
            Transport = transport,
            MultipartThreshold = PartSize,
            PartSize = PartSize,
            Concurrency = 3,
            Random = new NoWait(),
        };
        return new S3Client(with?.Invoke(options) ?? options);
    }

    // The jitter of every delay is 0; names are as random as ever.
    private sealed class NoWait : Random
    {
        public override double NextDouble() => 0;
    }
}
