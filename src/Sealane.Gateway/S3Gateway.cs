using System.Net;
using Sealane.Gateway.Admin;
using Sealane.Gateway.Forwarding;
using Sealane.Gateway.Records;
using Sealane.Gateway.Upstream;
using Sealane.Server.Http;

namespace Sealane.Gateway;

/// <summary>
/// A gateway before an S3-compatible store: callers sign with keys that it gives out, it verifies head and body, signs anew with the store's
/// key and streams both ways. It keeps nothing between requests, so that any number of them stand behind a load balancer. Thread-safe.
/// </summary>
public sealed class S3Gateway : IAsyncDisposable
{
    private readonly GatewayOptions _options;
    private readonly Store _store;
    private readonly Readiness _readiness;
    private readonly HttpHost _host;
    private readonly HttpHost? _admin;

    private S3Gateway(GatewayOptions options, Store store, Readiness readiness, HttpHost host, HttpHost? admin)
    {
        (_options, _store, _readiness, _host, _admin) = (options, store, readiness, host, admin);
        Uri = new Uri($"{(options.Tls is null ? "http" : "https")}://{host.EndPoint}");
    }

    /// <summary>The address and port it listens on.</summary>
    public IPEndPoint EndPoint => _host.EndPoint;

    /// <summary>The same as a URI.</summary>
    public Uri Uri { get; }

    /// <summary>Where <c>/healthz/live</c>, <c>/healthz/ready</c> and <c>/metrics</c> are; null when they are nowhere.</summary>
    public Uri? Admin => _admin is null ? null : new Uri($"http://{_admin.EndPoint}");

    /// <summary>Starts a gateway. Whether its store answers is not asked: <c>/healthz/ready</c> tells.</summary>
    /// <exception cref="ArgumentException">There are no callers, or two of them have the same access key id.</exception>
    /// <exception cref="Diagnostics.S3ConfigurationException">The store's settings contradict each other, or there are no keys for it.</exception>
    /// <exception cref="IOException">A port is in use, or an address is not this machine's.</exception>
    public static async Task<S3Gateway> StartAsync(GatewayOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var store = new Store(options.Store);
        var readiness = new Readiness(store);
        HttpHost? admin = null;
        try
        {
            await store.CredentialsAsync(cancellationToken).ConfigureAwait(false);
            var counters = new GatewayCounters();
            var service = new GatewayService(options.Callers, options.Domains, store, counters, options.OnRequest);
            admin = options.Admin is { } listen
                ? await HttpHost.StartAsync(listen, tls: null, new AdminService(readiness, counters).ServeAsync, cancellationToken).ConfigureAwait(false)
                : null;
            var host = await HttpHost.StartAsync(options.Listen, options.Tls, service.ServeAsync, cancellationToken).ConfigureAwait(false);
            return new S3Gateway(options, store, readiness, host, admin);
        }
        catch
        {
            if (admin is not null)
            {
                await admin.DisposeAsync().ConfigureAwait(false);
            }

            readiness.Dispose();
            store.Dispose();
            throw;
        }
    }

    /// <summary>Says that it is not ready, takes no more connections, lets what is under way end, and goes.</summary>
    public async ValueTask DisposeAsync()
    {
        _readiness.IsOpen = false;
        await _host.StopAsync(_options.Patience).ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        if (_admin is not null)
        {
            await _admin.DisposeAsync().ConfigureAwait(false);
        }

        _readiness.Dispose();
        _store.Dispose();
    }

    private static void Check(GatewayOptions options)
    {
        if (options.Callers.Count == 0)
        {
            throw new ArgumentException("A gateway without callers' keys lets nobody in. Give it at least one.", nameof(options));
        }

        if (options.Callers.GroupBy(caller => caller.Credentials.AccessKeyId, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new ArgumentException($"Two callers have the access key id {twice.Key}. Each key needs an id of its own.", nameof(options));
        }
    }
}
