using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Sealane.Credentials;
using Sealane.Gateway;
using Sealane.Gateway.Records;
using Sealane.Server;
using Sealane.Server.Storage.Memory;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.Tests.Gateway;

/// <summary>A gateway before a strict endpoint that knows another key than the gateway's callers have.</summary>
internal sealed class GatedStore : IAsyncDisposable
{
    public static readonly SigningCredentials CallerKey = new("TEAMA", "caller+secret/of/team+a");

    public static readonly SigningCredentials StoreKey = new("STOREKEY", "store/secret+nobody/knows");

    private readonly S3Server _server;

    private GatedStore(S3Server server, S3Gateway gateway)
    {
        _server = server;
        Gateway = gateway;
    }

    public S3Gateway Gateway { get; }

    public required MemoryStore Store { get; init; }

    /// <summary>What reached the store.</summary>
    public required ConcurrentQueue<Arrival> Arrivals { get; init; }

    /// <summary>What the gateway says of each request.</summary>
    public required ConcurrentQueue<ForwardedRequest> Records { get; init; }

    public Uri StoreUri => _server.Uri;

    public static async Task<GatedStore> StartAsync(Func<GatewayOptions, GatewayOptions>? with = null)
    {
        var (store, arrivals, records) = (new MemoryStore(), new ConcurrentQueue<Arrival>(), new ConcurrentQueue<ForwardedRequest>());
        var server = await S3Server.StartAsync(new() { Store = store, Credentials = [StoreKey], Region = "eu-central-1", OnArrival = arrivals.Enqueue });
        await server.EnsureBucketAsync("box");
        var options = Options(server.Uri) with { OnRequest = records.Enqueue };
        var gateway = await S3Gateway.StartAsync(with?.Invoke(options) ?? options);
        return new(server, gateway) { Store = store, Arrivals = arrivals, Records = records };
    }

    public static GatewayOptions Options(Uri store) => new()
    {
        Callers = [new(CallerKey)],
        Admin = new IPEndPoint(IPAddress.Loopback, 0),
        Patience = TimeSpan.Zero,
        Store = new()
        {
            EndpointUrl = store,
            Region = "eu-central-1",
            Credentials = new GivenCredentials(StoreKey),
            Transport = TransportKind.Sockets,
            Proxy = ProxyRules.None,
        },
    };

    /// <summary>Sealane's own client.</summary>
    public S3Client Client(Func<S3ClientOptions, S3ClientOptions>? with = null)
    {
        var options = new S3ClientOptions
        {
            EndpointUrl = Gateway.Uri,
            Region = "us-east-1",
            Credentials = new GivenCredentials(CallerKey),
            Proxy = ProxyRules.None,
            MaxAttempts = 1,
        };
        return new S3Client(with?.Invoke(options) ?? options);
    }

    /// <summary>AWS's SDK for .NET.</summary>
    public AmazonS3Client Sdk(string? secret = null, string? accessKeyId = null, Action<AmazonS3Config>? with = null)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = Gateway.Uri.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
        };
        with?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials(accessKeyId ?? CallerKey.AccessKeyId, secret ?? CallerKey.SecretAccessKey), config);
    }

    public async Task<byte[]?> StoredAsync(string key)
    {
        await using var opened = await Store.OpenObjectAsync("box", key, TestContext.Current.CancellationToken);
        if (opened is null)
        {
            return null;
        }

        await using var content = opened.OpenRange(0, opened.Entry.Size);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>The record of the request that a client has the answer of already.</summary>
    public async Task<ForwardedRequest> RecordAsync(int number = 0)
    {
        while (Records.Count <= number)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return Records.ElementAt(number);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _server.DisposeAsync();
    }
}
