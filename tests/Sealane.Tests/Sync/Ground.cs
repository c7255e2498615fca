using System.Collections.Concurrent;
using Sealane.Credentials;
using Sealane.Listing;
using Sealane.Protocol.Objects;
using Sealane.Server;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Sync;
using Sealane.Transport;

namespace Sealane.Tests.Sync;

/// <summary>A folder, an endpoint with the buckets <c>box</c> and <c>crate</c>, and a client.</summary>
internal sealed class Ground : IAsyncDisposable
{
    private static readonly SigningCredentials Key = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sealane-sync-");
    private readonly S3Server _server;

    private Ground(S3Server server, S3Client client, ConcurrentQueue<Arrival> arrivals) => (_server, Client, Arrivals) = (server, client, arrivals);

    public S3Client Client { get; }

    public ConcurrentQueue<Arrival> Arrivals { get; }

    /// <summary>The heads of all requests so far.</summary>
    public IEnumerable<string> Requests => Arrivals.Select(arrival => System.Text.Encoding.Latin1.GetString(arrival.Head));

    public List<ObjectOutcome> Outcomes { get; } = [];

    public FolderPlace Folder => new(Path.Join(_folder.FullName, "folder"));

    public string Outside => _folder.FullName;

    public BucketPlace Box => Client.Place("box");

    public static async Task<Ground> StartAsync(TimeProvider? time = null)
    {
        var arrivals = new ConcurrentQueue<Arrival>();
        var server = await S3Server.StartAsync(new S3ServerOptions { Credentials = [Key], Time = time ?? TimeProvider.System, OnArrival = arrivals.Enqueue });
        await server.EnsureBucketAsync("box");
        await server.EnsureBucketAsync("crate");
        return new Ground(server, NewClient(server, time), arrivals);
    }

    /// <summary>Another client, as of another store that happens to have the same objects.</summary>
    public S3Client Stranger() => new(Client.Options with { EndpointUrl = new Uri($"http://localhost:{_server.EndPoint.Port}") });

    /// <summary>Hears of what comes of a run.</summary>
    public void Hear(ObjectOutcome outcome) => Outcomes.Add(outcome);

    /// <summary>What came of the run, a line each: the status, the action, the key.</summary>
    public IEnumerable<string> Heard() => Outcomes.Select(one => $"{one.Status} {one.Action} {one.Entry.Key}").Order(StringComparer.Ordinal);

    public void Write(string name, string content = "x", DateTime? modified = null)
    {
        var path = Path.Join(Folder.Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        if (modified is { } time)
        {
            File.SetLastWriteTimeUtc(path, time);
        }
    }

    public string Read(string name) => File.ReadAllText(Path.Join(Folder.Root, name));

    public Task PutAsync(string key, string content = "x", string bucket = "box") =>
        Client.PutObjectAsync(bucket, key, System.Text.Encoding.UTF8.GetBytes(content));

    public async Task<string> GetAsync(string key, string bucket = "box")
    {
        await using var got = await Client.GetObjectAsync(bucket, key);
        using var reader = new StreamReader(got.Body);
        return await reader.ReadToEndAsync();
    }

    public async Task<List<string>> KeysAsync(string bucket = "box")
    {
        var keys = new List<string>();
        await foreach (var one in Client.ListAsync(bucket))
        {
            keys.Add(one.Key!);
        }

        return keys;
    }

    /// <summary>The files of the folder, by name, in the order of S3.</summary>
    public IEnumerable<string> Files() => Directory.Exists(Folder.Root)
        ? Directory.EnumerateFiles(Folder.Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder.Root, path)).Order(KeyOrder.Comparer)
        : [];

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static S3Client NewClient(S3Server server, TimeProvider? time) => new(new S3ClientOptions
    {
        Region = "us-east-1",
        EndpointUrl = new Uri($"http://{server.EndPoint}"),
        Credentials = new GivenCredentials(Key),
        Proxy = ProxyRules.None,
        TimeProvider = time ?? TimeProvider.System,
    });
}
