using System.Net;
using System.Runtime.CompilerServices;
using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Assertions;
using Sealane.Lab.Imitations;
using Sealane.Lab.Names;
using Sealane.Lab.Programs;
using Sealane.Lab.Proxy;
using Sealane.Lab.Replays;
using Sealane.Lab.Requests;
using Sealane.Lab.Seeds;
using Sealane.Lab.Voyages;
using Sealane.Server;
using Sealane.Server.Storage;
using Sealane.Server.Storage.Memory;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Lab;

/// <summary>
/// A private internet in one object: S3's hosts with edges before them and an endpoint behind them, on this machine alone. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// For a test: start one, point any S3 client at <see cref="Endpoint"/> with <see cref="Credentials"/>, and look at <see cref="Requests"/>,
/// <see cref="Findings"/> and <see cref="ReadObjectAsync"/>. Tests that share one call <see cref="ResetAsync"/> in between.
/// </para>
/// <para>
/// Everything goes through one loopback port: it is a forward proxy that answers CONNECT itself and refuses every host outside, a TLS front
/// for each of the lab's hosts, and a plain front for programs that take an endpoint's URL.
/// </para>
/// </remarks>
public sealed class S3Lab : IAsyncDisposable
{
    private readonly LabOptions _options;
    private readonly CertificateAuthority _authority;
    private readonly Lazy<ProgramFiles> _files;
    private readonly VoyageLog _voyages;
    private readonly RefusalLog _refusals;
    private readonly S3Server _server;
    private readonly LabProxy _proxy;
    private readonly LabDial _dial;
    private readonly CaptureLog? _captures;
    private readonly SignatureDoctor _doctor = new(new SigningKeyCache());
    private readonly ConditionalWeakTable<Voyage, LabRequest> _requests = [];

    private S3Lab(
        LabOptions options,
        IObjectStore store,
        CertificateAuthority authority,
        VoyageLog voyages,
        RefusalLog refusals,
        S3Server server,
        LabProxy proxy,
        CaptureLog? captures)
    {
        _options = options;
        Store = store;
        _authority = authority;
        _files = new Lazy<ProgramFiles>(() => new ProgramFiles(authority, proxy.EndPoint));
        _voyages = voyages;
        _refusals = refusals;
        _server = server;
        _proxy = proxy;
        _captures = captures;
        _dial = new LabDial(proxy.EndPoint, authority);
    }

    /// <summary>The forward proxy: for <c>HTTPS_PROXY</c>.</summary>
    public Uri ProxyUri => new($"http://{Front}");

    /// <summary>Where every host of the lab can be reached over TLS, for clients with a connect-to option, and in the clear.</summary>
    public IPEndPoint Front => _proxy.EndPoint;

    /// <summary>The endpoint's URL, in the clear, for programs that take one; its requests meet the edges of regional hosts.</summary>
    public Uri Endpoint => ProxyUri;

    /// <summary>The file with the authority's certificate: for <c>AWS_CA_BUNDLE</c>. It goes with the lab.</summary>
    public string AuthorityFile => _files.Value.Authority;

    /// <summary>The environment that leads a program into the lab.</summary>
    public ProgramEnvironment Environment => new(Front, _files.Value, _options.Credentials, _options.Region);

    /// <summary>The keys that the endpoint knows.</summary>
    public SigningCredentials Credentials => _options.Credentials;

    /// <summary>The region that clients are to sign for.</summary>
    public string Region => _options.Region;

    /// <summary>Where objects are kept.</summary>
    public IObjectStore Store { get; }

    /// <summary>The requests so far, oldest first. When a client has an answer, its request is here.</summary>
    public IReadOnlyList<LabRequest> Requests => [.. Voyages.Select(RequestOf)];

    /// <summary>What may break, or broke, the signatures of the requests so far: each cause once, the gravest first.</summary>
    public IReadOnlyList<Finding> Findings =>
        [.. new Examination { Diagnoses = [.. Requests.Select(request => request.Diagnosis)] }.Causes.Select(cause => cause.Example)];

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

    /// <summary>How clients came into the lab so far.</summary>
    public Contacts Contacts => _proxy.Contacts;

    /// <summary>Starts a lab.</summary>
    /// <exception cref="ArgumentException">
    /// The address is not loopback, one of the names is no host name, or the seed's folder holds what is no bucket.
    /// </exception>
    /// <exception cref="IOException">The port is in use, or there is no such folder to seed from.</exception>
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
        var store = options.Store ?? new MemoryStore();
        string[] names = [.. options.Names.Select(LabHosts.ServiceName)];

        // The first lab of a process waits for the compiler above all: what the endpoint needs is compiled beside the rest.
        var starting = Task.Run(() => S3Server.StartAsync(ServerOptions(options, store, names, voyages), cancellationToken), cancellationToken);
        var authority = new CertificateAuthority(TimeProvider.System, names);
        _ = (options.AccelerateEdges, options.RegionalEdges);
        var server = await starting.ConfigureAwait(false);
        var captures = options.Captures is { } limits ? new CaptureLog(limits) : null;
        LabProxy proxy;
        try
        {
            var leaves = new LeafCache(authority);
            proxy = LabProxy.Start(
                options.Listen, leaves, role => EdgesBefore(role, options), RelayOptions(options, server, captures), voyages, refusals);
        }
        catch
        {
            captures?.Dispose();
            await server.DisposeAsync().ConfigureAwait(false);
            authority.Dispose();
            throw;
        }

        var lab = new S3Lab(options, store, authority, voyages, refusals, server, proxy, captures);
        try
        {
            await lab.SeedAsync(cancellationToken).ConfigureAwait(false);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync().ConfigureAwait(false);
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
        var bucket = BucketOf(name) with { Acceleration = acceleration };
        await Store.AddBucketAsync(region is null ? bucket : bucket with { Region = region }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts an object behind the endpoint's back; no request is recorded. Makes the bucket when it is missing.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PutObjectAsync(string bucket, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var entry = BucketOf(bucket);
        await Store.AddBucketAsync(entry, cancellationToken).ConfigureAwait(false);
        using var bytes = new MemoryStream(content.ToArray(), writable: false);
        await StoredObject.PutAsync(Store, bucket, key, bytes, entry.Created, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The bytes of an object, read behind the endpoint's back; null when it is not there.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<byte[]?> ReadObjectAsync(string bucket, string key, CancellationToken cancellationToken = default) =>
        StoredObject.ReadAsync(Store, bucket, key, cancellationToken);

    /// <summary>The endpoint's URL under another of its names, such as <c>localhost</c> or one of <see cref="LabOptions.Names"/>.</summary>
    /// <param name="name">The name; whoever uses the URL has to find this machine under it, or use <see cref="CreateHandler"/>.</param>
    public Uri EndpointAt(string name) => new UriBuilder(Endpoint) { Host = name }.Uri;

    /// <summary>A handler for <see cref="HttpClient"/> that finds every host of the lab, trusts its authority, and leads nowhere else.</summary>
    public SocketsHttpHandler CreateHandler() => _dial.CreateHandler();

    /// <summary>
    /// Empties the lab, fills it again from <see cref="LabOptions.SeedFrom"/>, forgets requests, findings and refusals and lets edges follow
    /// their schedule from its start. Clients may keep their connections; a request that is still under way counts for what comes.
    /// </summary>
    /// <exception cref="InvalidOperationException">The lab was given a store, which is not the lab's to empty.</exception>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        if (_options.Store is not null || Store is not MemoryStore own)
        {
            throw new InvalidOperationException(
                "This lab was given the store that it keeps its objects in, and empties none but its own. Leave LabOptions.Store out.");
        }

        own.Clear();
        await SeedAsync(cancellationToken).ConfigureAwait(false);
        _voyages.Clear();
        _refusals.Clear();
        StartHolds();
    }

    /// <summary>Asserts that there were requests, and that the signature of each survives the way, beyond doubt.</summary>
    /// <exception cref="LabAssertionException">
    /// It does not: a signature broke or may break another time, or nothing is proven since nothing came, nothing was signed, another key
    /// signed or another host was asked. The message is the doctor's.
    /// </exception>
    public void AssertAllSurvive()
    {
        if (Survival.WhyNot(Requests, Refusals, Endpoint) is { } fault)
        {
            throw new LabAssertionException(fault);
        }
    }

    /// <summary>Asserts that an operation was asked for.</summary>
    /// <param name="operation">Its name, such as <c>PutObject</c>.</param>
    /// <param name="bucket">Of this bucket; null for any.</param>
    /// <param name="key">Of this key; null for any.</param>
    /// <returns>The latest such request.</returns>
    /// <exception cref="LabAssertionException">It was not; the message lists what was.</exception>
    public LabRequest AssertRequested(string operation, string? bucket = null, string? key = null)
    {
        var requests = Requests;
        return requests.LastOrDefault(request => request.Operation == operation
                && (bucket is null || request.Bucket == bucket) && (key is null || request.Key == key))
            ?? throw new LabAssertionException(Survival.Lines(
                $"No request was {operation}{(bucket is null ? "" : $" of {bucket}")}{(key is null ? "" : $" with the key {key}")}. "
                + $"The lab saw {requests.Count}{(requests.Count == 0 ? "." : ":")}",
                requests.Select(request => request.ToString())));
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
        if (_files.IsValueCreated)
        {
            _files.Value.Dispose();
        }

        _authority.Dispose();
    }

    private LabRequest RequestOf(Voyage voyage) => _requests.GetValue(voyage, known => new LabRequest(known, _doctor, SecretOf));

    private BucketEntry BucketOf(string name) => new(
        name,
        _options.Region,
        DateTimeOffset.FromUnixTimeSeconds(_options.Time.GetUtcNow().ToUnixTimeSeconds()),
        AccelerationState.Enabled);

    private Task SeedAsync(CancellationToken cancellationToken) =>
        _options.SeedFrom is { } folder ? SeedFolder.PutAsync(folder, Store, BucketOf, cancellationToken) : Task.CompletedTask;

    private static IReadOnlyList<EdgeProfile> EdgesBefore(HostRole role, LabOptions options) =>
        role == HostRole.Accelerate ? options.AccelerateEdges : options.RegionalEdges;

    private static S3ServerOptions ServerOptions(
        LabOptions options, IObjectStore store, IReadOnlyList<string> names, VoyageLog voyages) => new()
        {
            Store = store,
            Domains = ["localhost", .. names],
            Credentials = [options.Credentials],
            Region = options.Region,
            CreateBucketsOnFirstUse = options.CreatesBuckets,
            Time = options.Time,
            OnArrival = voyages.Record,
        };

    private static RelayOptions RelayOptions(LabOptions options, S3Server server, CaptureLog? captures) => new()
    {
        Holds = options.Holds ?? HoldSchedule.Seeded(options.Seed),
        Faults = options.Faults,
        Seed = options.Seed,
        Time = options.Time,
        Connect = Dial.To(server.EndPoint),
        OnBody = captures is null ? null : captures.Begin,
    };
}
