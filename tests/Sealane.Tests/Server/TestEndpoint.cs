using System.Collections.Concurrent;
using System.Net.Sockets;
using Sealane.Server;
using Sealane.Server.Storage;
using Sealane.Server.Storage.Memory;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;

namespace Sealane.Tests.Server;

/// <summary>A real endpoint on a real socket, with a raw client that signs by Sealane's own signer.</summary>
internal sealed class TestEndpoint : IAsyncDisposable
{
    public const string Region = "us-east-1";

    public static readonly SigningCredentials Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    private static readonly SigningKeyCache Keys = new();

    private readonly S3Server _server;

    private TestEndpoint(S3Server server, IObjectStore store, ManualTime time, ConcurrentQueue<Arrival> arrivals)
    {
        _server = server;
        Store = store;
        Time = time;
        Arrivals = arrivals;
    }

    public IObjectStore Store { get; }

    public ManualTime Time { get; }

    public ConcurrentQueue<Arrival> Arrivals { get; }

    public S3Server Server => _server;

    public string Host => _server.EndPoint.ToString();

    public static async Task<TestEndpoint> StartAsync(Func<S3ServerOptions, S3ServerOptions>? with = null, IObjectStore? store = null)
    {
        store ??= new MemoryStore();
        var time = new ManualTime();
        var arrivals = new ConcurrentQueue<Arrival>();
        var options = new S3ServerOptions { Store = store, Credentials = [Key], Time = time, OnArrival = arrivals.Enqueue };
        S3Server server = await S3Server.StartAsync(with?.Invoke(options) ?? options);
        return new(server, store, time, arrivals);
    }

    /// <summary>An endpoint that has the bucket <c>box</c>.</summary>
    public static async Task<TestEndpoint> StartWithBoxAsync(Func<S3ServerOptions, S3ServerOptions>? with = null, IObjectStore? store = null)
    {
        TestEndpoint endpoint = await StartAsync(with, store);
        await endpoint.Server.EnsureBucketAsync("box");
        return endpoint;
    }

    /// <summary>A head for this endpoint, not signed.</summary>
    public RequestHead Head(string method, string target, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        var fields = new List<HeaderField> { new("Host", Host) };

        if (body is not null || method is "PUT" or "POST")
        {
            fields.Add(new("Content-Length", (body?.Length ?? 0).ToString(null, null)));
        }

        foreach ((string name, string value) in headers)
        {
            fields.RemoveAll(field => field.Is(name));
            fields.Add(new(name, value));
        }

        return new(method, target, fields);
    }

    public SignedRequest Sign(RequestHead head, string payloadHash, SigningCredentials? key = null, string region = Region, DateTimeOffset? time = null) =>
        new Signer(Keys).Sign(head, key ?? Key, new() { Region = region, Time = time ?? Time.GetUtcNow(), PayloadHash = payloadHash });

    public SignedRequest Presign(RequestHead head, TimeSpan? expires = null, string region = Region, DateTimeOffset? time = null, SigningCredentials? key = null) =>
        new Presigner(Keys).Presign(
            head, key ?? Key, new() { Region = region, Time = time ?? Time.GetUtcNow(), Expires = expires ?? TimeSpan.FromHours(1) });

    /// <summary>Signs with the hash of the body, and sends.</summary>
    public Task<RawAnswer> SendAsync(string method, string target, byte[]? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(Sign(Head(method, target, body, headers), PayloadHash.Of(body ?? [])).Head, body);

    /// <summary>Sends a head as it is.</summary>
    public async Task<RawAnswer> SendAsync(RequestHead head, byte[]? body = null)
    {
        using TcpClient client = await ConnectAsync();
        await client.GetStream().WriteAsync(MessageHead.OfRequest(head).ToBytes());
        await client.GetStream().WriteAsync(body ?? []);
        return (await RawAnswer.ReadAsync(client.GetStream(), head.Method == "HEAD")).Answer;
    }

    public async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient { NoDelay = true, ReceiveTimeout = 20_000 };
        await client.ConnectAsync(_server.EndPoint);
        return client;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
