using System.Net;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Imitations;
using Sealane.Lab.Names;
using Sealane.Lab.Programs;
using Sealane.Lab.Proxy;
using Sealane.Lab.Replays;
using Sealane.Lab.Voyages;
using Sealane.Server;
using Sealane.Server.Storage;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Lab;

/// <summary>
/// A private internet in one object: S3's hosts with edges before them and an endpoint behind them, on this machine alone. Thread-safe.
/// </summary>
/// <remarks>
/// Everything goes through one loopback port: it is a forward proxy that answers CONNECT itself and refuses every host outside, a TLS front
/// for each of the lab's hosts, and a plain front for programs that take an endpoint's URL.
/// </remarks>
public sealed class S3Lab : IAsyncDisposable
{
    private readonly LabOptions _options;
    private readonly CertificateAuthority _authority;
    private readonly ProgramFiles _files;
    private readonly VoyageLog _voyages;
    private readonly RefusalLog _refusals;
    private readonly S3Server _server;
    private readonly LabProxy _proxy;
    private readonly LabDial _dial;
    private readonly CaptureLog? _captures;

    private S3Lab(
        LabOptions options,
        CertificateAuthority authority,
        ProgramFiles files,
        VoyageLog voyages,
        RefusalLog refusals,
        S3Server server,
        LabProxy proxy,
        CaptureLog? captures)
    {
        _options = options;
        _authority = authority;
        _files = files;
        _voyages = voyages;
        _refusals = refusals;
        _server = server;
        _proxy = proxy;
        _captures = captures;
        _dial = new LabDial(proxy.EndPoint, authority);
        Environment = new ProgramEnvironment(ProxyUri, files, options.Credentials, options.Region);
    }

    /// <summary>The forward proxy: for <c>HTTPS_PROXY</c>.</summary>
    public Uri ProxyUri => new($"http://{Front}");

    /// <summary>Where every host of the lab can be reached over TLS, for clients with a connect-to option, and in the clear.</summary>
    public IPEndPoint Front => _proxy.EndPoint;

    /// <summary>The endpoint's URL, in the clear, for programs that take one; its requests meet the edges of regional hosts.</summary>
    public Uri Endpoint => ProxyUri;

    /// <summary>The file with the authority's certificate: for <c>AWS_CA_BUNDLE</c>. It goes with the lab.</summary>
    public string AuthorityFile => _files.Authority;

    /// <summary>The environment that leads a program into the lab.</summary>
    public ProgramEnvironment Environment { get; }

    /// <summary>The keys that the endpoint knows.</summary>
    public SigningCredentials Credentials => _options.Credentials;

    /// <summary>Where objects are kept.</summary>
    public IObjectStore Store => _options.Store;

    /// <summary>How long edges wait for the bodies of coming connections; print it before a run.</summary>
    public HoldSchedule Holds => _proxy.Holds;

    /// <summary>The requests so far, oldest first, as their clients sent them; empty unless <see cref="LabOptions.Captures"/> is set.</summary>
    public IReadOnlyList<CapturedRequest> Captured => _captures is null ? [] : [.. Voyages.Select(_captures.Find).OfType<CapturedRequest>()];

    /// <summary>
    /// The requests so far, oldest first, each with its hops and its arrival. When a client has an answer, its voyage is here.
    /// </summary>
    public IReadOnlyList<Voyage> Voyages => _voyages.Snapshot();

    /// <summary>What was asked for and lies outside, and handshakes that failed; oldest first.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals.Snapshot();

    /// <summary>Starts a lab.</summary>
    /// <exception cref="ArgumentException">The address is not loopback.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<S3Lab> StartAsync(LabOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LabOptions();
        if (!IPAddress.IsLoopback(options.Listen.Address))
        {
            throw new ArgumentException(
                $"A lab listens on loopback only, not on {options.Listen.Address}: whoever reached it could use its keys.", nameof(options));
        }

        var voyages = new VoyageLog(options.MostVoyages, options.OnVoyage);
        var refusals = new RefusalLog(options.Time, options.OnRefusal);
        var server = await S3Server.StartAsync(ServerOptions(options, voyages), cancellationToken).ConfigureAwait(false);
        var authority = new CertificateAuthority(TimeProvider.System);
        var captures = options.Captures is { } limits ? new CaptureLog(limits) : null;
        LabProxy? proxy = null;
        try
        {
            var leaves = new LeafCache(authority);
            proxy = LabProxy.Start(
                options.Listen, leaves, role => EdgesBefore(role, options), RelayOptions(options, server, captures), voyages, refusals);
            return new S3Lab(options, authority, new ProgramFiles(authority.ToPem()), voyages, refusals, server, proxy, captures);
        }
        catch
        {
            if (proxy is not null)
            {
                await proxy.DisposeAsync().ConfigureAwait(false);
            }

            await server.DisposeAsync().ConfigureAwait(false);
            authority.Dispose();
            throw;
        }
    }

    /// <summary>Makes a bucket with acceleration on; one that is there already stays as it is.</summary>
    /// <param name="name">The bucket's name.</param>
    /// <param name="region">Its region; null for the lab's.</param>
    /// <param name="acceleration">What Transfer Acceleration is set to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task CreateBucketAsync(
        string name,
        string? region = null,
        AccelerationState acceleration = AccelerationState.Enabled,
        CancellationToken cancellationToken = default)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(_options.Time.GetUtcNow().ToUnixTimeSeconds());
        var bucket = new BucketEntry(name, region ?? _options.Region, now, acceleration);
        await Store.AddBucketAsync(bucket, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A client that behaves like another, and reaches the lab's front.</summary>
    /// <param name="habit">Whom it behaves like.</param>
    /// <param name="region">The region that its program names; null when it names none.</param>
    public Imitation Imitate(ClientHabit habit, string? region = null) =>
        new(habit, Credentials, DialAsync, _options.Time) { Region = region };

    /// <summary>A connection to a host of the lab, over TLS.</summary>
    public ValueTask<Stream> DialAsync(string host, CancellationToken cancellationToken = default) =>
        _dial.ToFrontAsync(host, cancellationToken);

    /// <summary>The same through a tunnel of the proxy.</summary>
    /// <exception cref="HttpRequestException">The host lies outside.</exception>
    public ValueTask<Stream> DialThroughProxyAsync(string host, CancellationToken cancellationToken = default) =>
        _dial.ThroughProxyAsync(host, cancellationToken);

    /// <summary>Lets edges follow a schedule from its start, for connections that are opened from now on.</summary>
    /// <param name="holds">The schedule; null for the present one once more.</param>
    public void StartHolds(HoldSchedule? holds = null) => _proxy.StartHolds(holds ?? Holds);

    /// <summary>The secret of a key that the lab knows; null of any other.</summary>
    public string? SecretOf(string accessKeyId) => accessKeyId == Credentials.AccessKeyId ? Credentials.SecretAccessKey : null;

    /// <summary>The first voyage of this kind, so far or still to come.</summary>
    public Task<Voyage> FindVoyageAsync(Func<Voyage, bool> wanted, CancellationToken cancellationToken = default) =>
        _voyages.FindAsync(wanted, cancellationToken);

    /// <summary>Waits until no client is connected any more, and keeps what is known of voyages that did not end well.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken = default)
    {
        await _proxy.WhenIdleAsync(cancellationToken).ConfigureAwait(false);
        _voyages.Close();
    }

    /// <summary>Ends all connections, forgets the authority's key and removes its file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        _captures?.Dispose();
        _files.Dispose();
        _authority.Dispose();
    }

    private static IReadOnlyList<EdgeProfile> EdgesBefore(HostRole role, LabOptions options) =>
        role == HostRole.Accelerate ? options.AccelerateEdges : options.RegionalEdges;

    private static S3ServerOptions ServerOptions(LabOptions options, VoyageLog voyages) => new()
    {
        Store = options.Store,
        Credentials = [options.Credentials],
        Region = options.Region,
        CreateBucketsOnFirstUse = options.CreatesBuckets,
        Time = options.Time,
        OnArrival = voyages.Record,
    };

    private static RelayOptions RelayOptions(LabOptions options, S3Server server, CaptureLog? captures) => new()
    {
        Holds = options.Holds ?? HoldSchedule.Seeded(options.Seed),
        Seed = options.Seed,
        Time = options.Time,
        Connect = Dial.To(server.EndPoint),
        OnBody = captures is null ? null : captures.Begin,
    };
}
