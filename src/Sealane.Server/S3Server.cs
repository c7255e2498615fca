using System.Net;
using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Sealane.Server.Serving;
using Sealane.Server.Storage;

namespace Sealane.Server;

/// <summary>An S3 endpoint, as strict as S3: for development, for tests and for finding out why a signature does not match.</summary>
public sealed class S3Server : IAsyncDisposable
{
    // Above S3's own limit of 8 KB, so that the refusal is S3's document and not Kestrel's bare status.
    private const int LargestHead = 64 * 1024;

    private readonly WebApplication _app;
    private readonly S3ServerOptions _options;

    private S3Server(WebApplication app, S3ServerOptions options, IPEndPoint endPoint)
    {
        _app = app;
        _options = options;
        EndPoint = endPoint;
        Uri = new($"{(options.Tls is null ? "http" : "https")}://{endPoint}");
    }

    /// <summary>The address and port it listens on.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The same as a URI.</summary>
    public Uri Uri { get; }

    /// <summary>Starts an endpoint.</summary>
    /// <exception cref="IOException">The port is in use, or the address is not this machine's; the message says what to do.</exception>
    public static async Task<S3Server> StartAsync(S3ServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();

        if (options.Tls is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        WebApplication app = builder.Build();
        var service = new S3Service(SettingsOf(options));
        app.Run(service.ServeAsync);

        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new IOException(
                failure.InnerException is AddressInUseException
                    ? $"Port {options.Listen.Port} on {options.Listen.Address} is in use by another program. "
                        + "Choose another port, or stop that program."
                    : $"The endpoint cannot listen on {options.Listen}: {failure.Message}",
                failure);
        }

        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, options, new(options.Listen.Address, new Uri(address).Port));
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
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);

        try
        {
            await _app.StopAsync(now.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Asked for: connections that are still busy are cut.
        }

        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static void Configure(KestrelServerOptions kestrel, S3ServerOptions options)
    {
        kestrel.AddServerHeader = false;

        // Latin-1: one char is one byte, in both directions, so what a signature covers is what arrived.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = LargestHead;
        kestrel.Limits.MaxRequestLineSize = LargestHead;
        kestrel.Limits.MaxRequestBufferSize = 4 * 1024 * 1024;
        kestrel.Limits.MaxResponseBufferSize = 1024 * 1024;
        kestrel.Listen(options.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;

            if (options.Tls is { } tls)
            {
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = context => ValueTask.FromResult(ForHttp1(tls(context.ClientHelloInfo.ServerName))),
                });
            }
        });
    }

    // S3 speaks HTTP/1.1 only.
    private static SslServerAuthenticationOptions ForHttp1(SslServerAuthenticationOptions tls)
    {
        tls.ApplicationProtocols ??= [SslApplicationProtocol.Http11];
        return tls;
    }

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
