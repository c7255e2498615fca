using System.Net;
using Sealane.Server.Http;
using Sealane.Server.Serving;
using Sealane.Server.Storage;

namespace Sealane.Server;

/// <summary>An S3 endpoint, as strict as S3: for development, for tests and for finding out why a signature does not match.</summary>
public sealed class S3Server : IAsyncDisposable
{
    private readonly HttpHost _host;
    private readonly S3ServerOptions _options;

    private S3Server(HttpHost host, S3ServerOptions options)
    {
        _host = host;
        _options = options;
        Uri = new($"{(options.Tls is null ? "http" : "https")}://{host.EndPoint}");
    }

    /// <summary>The address and port it listens on.</summary>
    public IPEndPoint EndPoint => _host.EndPoint;

    /// <summary>The same as a URI.</summary>
    public Uri Uri { get; }

    /// <summary>Starts an endpoint.</summary>
    /// <exception cref="IOException">The port is in use, or the address is not this machine's; the message says what to do.</exception>
    public static async Task<S3Server> StartAsync(S3ServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var service = new S3Service(SettingsOf(options));
        return new(await HttpHost.StartAsync(options.Listen, options.Tls, service.ServeAsync, cancellationToken).ConfigureAwait(false), options);
    }

    /// <summary>Makes sure that a bucket is there, in the endpoint's region; one that is there already stays as it is.</summary>
    /// <param name="name">The bucket's name; S3's rules for names are the caller's to check.</param>
    /// <param name="acceleration">What Transfer Acceleration of a new bucket is set to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task EnsureBucketAsync(
        string name, AccelerationState acceleration = AccelerationState.Unset, CancellationToken cancellationToken = default)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(_options.Time.GetUtcNow().ToUnixTimeSeconds());
        await _options.Store.AddBucketAsync(new(name, _options.Region, now, acceleration), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops listening and ends what is under way.</summary>
    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static ServiceSettings SettingsOf(S3ServerOptions options) => new()
    {
        Store = options.Store,
        Credentials = options.Credentials,
        Region = options.Region,
        Domains = options.Domains,
        CreateBucketsOnFirstUse = options.CreateBucketsOnFirstUse,
        TemporaryRedirects = options.TemporaryRedirects,
        Time = options.Time,
        OnArrival = options.OnArrival,
    };
}
