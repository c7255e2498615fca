using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Sealane.Server.Http;

/// <summary>HTTP/1.1 on one port, as bare as a signature needs it: nothing between the wire and who serves.</summary>
internal sealed class HttpHost : IAsyncDisposable
{
    // Above S3's own limit of 8 KB, so that the refusal is S3's document and not Kestrel's bare status.
    private const int LargestHead = 64 * 1024;

    private readonly WebApplication _app;

    private HttpHost(WebApplication app, IPEndPoint endPoint)
    {
        _app = app;
        EndPoint = endPoint;
    }

    /// <summary>The address and port it listens on.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="listen">Where; port 0 takes a free one.</param>
    /// <param name="tls">The TLS settings for a server name (null when the client names none); null for plain HTTP.</param>
    /// <param name="serve">Serves a request.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The port is in use, or the address is not this machine's; the message says what to do.</exception>
    public static async Task<HttpHost> StartAsync(
        IPEndPoint listen, Func<string?, SslServerAuthenticationOptions>? tls, RequestDelegate serve, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();

        if (tls is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, listen, tls));
        WebApplication app = builder.Build();
        app.Run(serve);

        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new IOException(
                failure.InnerException is AddressInUseException
                    ? $"Port {listen.Port} on {listen.Address} is in use by another program. Choose another port, or stop that program."
                    : $"The endpoint cannot listen on {listen}: {failure.Message}",
                failure);
        }

        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, new(listen.Address, new Uri(address).Port));
    }

    /// <summary>Stops listening; what is under way may end by itself, and is cut off after a while.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);

        try
        {
            await _app.StopAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Asked for: connections that are still busy are cut.
        }
    }

    /// <summary>Stops listening and ends what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint address, Func<string?, SslServerAuthenticationOptions>? tls)
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
        kestrel.Listen(address, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;

            if (tls is not null)
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
}
