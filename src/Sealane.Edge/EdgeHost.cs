using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Sealane.Edge;

/// <summary>An edge that listens: Kestrel's connections without its HTTP, which would take heads apart and write them anew.</summary>
public sealed class EdgeHost : IAsyncDisposable
{
    private readonly WebApplication _listener;
    private readonly CancellationTokenSource _stopping;
    private bool _isStopped;

    private EdgeHost(WebApplication listener, CancellationTokenSource stopping, IPEndPoint endPoint)
    {
        _listener = listener;
        _stopping = stopping;
        EndPoint = endPoint;
    }

    /// <summary>Where it listens, the port resolved.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <exception cref="ArgumentException">The address is not loopback: an edge is a tool of this machine, not a server.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<EdgeHost> StartAsync(EdgeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!IPAddress.IsLoopback(options.Listen.Address))
        {
            throw new ArgumentException($"An edge listens on loopback only, not on {options.Listen.Address}.", nameof(options));
        }

        var relay = new EdgeRelay(options);
        var stopping = new CancellationTokenSource();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        // A flush ends when the kernel has the bytes: a reset must not overtake what was to pass before it.
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.MaxWriteBufferSize = 2).ConfigureKestrel(kestrel => kestrel.Listen(options.Listen, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (options.Certificate is { } certificate)
            {
                listen.UseHttps(https => https.ServerCertificateSelector = (_, name) => certificate(name));
            }

            listen.Run(connection => RelayAsync(relay, connection, stopping.Token));
        }));

        var listener = builder.Build();
        try
        {
            await listener.StartAsync(cancellationToken).ConfigureAwait(false);
            return new EdgeHost(listener, stopping, BoundEndPoint(listener, options.Listen.Address));
        }
        catch
        {
            await listener.DisposeAsync().ConfigureAwait(false);
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Stops to listen and cuts off what is still under way.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, true))
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _listener.StopAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private static async Task RelayAsync(EdgeRelay relay, ConnectionContext connection, CancellationToken stopping)
    {
        try
        {
            if (await relay.RunAsync(connection.Transport, (connection.RemoteEndPoint as IPEndPoint)?.Address, stopping).ConfigureAwait(false))
            {
                connection.Abort();
            }
        }
        catch (OperationCanceledException)
        {
            connection.Abort();
        }
    }

    private static IPEndPoint BoundEndPoint(WebApplication listener, IPAddress address)
    {
        var bound = listener.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new IPEndPoint(address, new Uri(bound).Port);
    }
}
