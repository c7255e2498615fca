using System.Collections.Concurrent;
using Sealane.Credentials;
using Sealane.EndToEnd.Running;
using Sealane.Protocol.Objects;
using Sealane.Server;
using Sealane.Server.Storage.Memory;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.EndToEnd.Command;

/// <summary>An endpoint with one bucket, and the command as somebody types it there, in a folder of their own.</summary>
internal sealed class ServedBucket : IAsyncDisposable
{
    public const string Bucket = "box";

    private readonly S3Server _server;

    private ServedBucket(S3Server server, ConcurrentQueue<Arrival> arrivals)
    {
        (_server, Arrivals) = (server, arrivals);
        S3 = new S3Client(new S3ClientOptions
        {
            EndpointUrl = server.Uri,
            Credentials = new GivenCredentials(BadInput.Command.AccessKeyId, BadInput.Command.Secret),
            Proxy = ProxyRules.None,
        });
    }

    public S3Client S3 { get; }

    /// <summary>The requests that came.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; }

    public Uri Uri => _server.Uri;

    public ScratchFolder Folder { get; } = new();

    public static async Task<ServedBucket> StartAsync()
    {
        var arrivals = new ConcurrentQueue<Arrival>();
        var server = await S3Server.StartAsync(new S3ServerOptions
        {
            Credentials = [new SigningCredentials(BadInput.Command.AccessKeyId, BadInput.Command.Secret)],
            Store = new MemoryStore(),
            OnArrival = arrivals.Enqueue,
        });
        await server.EnsureBucketAsync(Bucket);
        return new ServedBucket(server, arrivals);
    }

    /// <summary>Runs a command and returns what it printed; it must end well.</summary>
    public async Task<string> DoAsync(params string[] arguments)
    {
        var said = await TryAsync(arguments);
        Assert.True(said.ExitCode == 0, said.ToString());
        return said.Output;
    }

    /// <summary>Runs a command, whatever comes of it.</summary>
    public Task<OutsideProgram> TryAsync(params string[] arguments) => TryAsync(null, arguments);

    /// <summary>Runs a command with a text for standard input.</summary>
    public Task<OutsideProgram> TryAsync(string? input, string[] arguments) =>
        BadInput.Command.RunAsync(Folder, input, arguments, ("AWS_ENDPOINT_URL_S3", Uri.ToString()), ("TZ", "UTC"));

    /// <summary>Stores short texts, each under its own key and with its key for content.</summary>
    public async Task StoreAsync(params IEnumerable<string> keys)
    {
        foreach (var key in keys)
        {
            await S3.PutObjectAsync(new PutObjectRequest { Bucket = Bucket, Key = key, Body = System.Text.Encoding.UTF8.GetBytes(key) });
        }
    }

    /// <summary>The keys that there are.</summary>
    public async Task<List<string>> KeysAsync()
    {
        var keys = new List<string>();
        await foreach (var one in S3.ListAsync(Bucket))
        {
            keys.Add(one.Key!);
        }

        return keys;
    }

    public async ValueTask DisposeAsync()
    {
        await S3.DisposeAsync();
        await _server.DisposeAsync();
        Folder.Dispose();
    }
}
