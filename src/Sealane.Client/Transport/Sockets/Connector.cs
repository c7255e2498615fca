using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sealane.Transport.Sockets.OpenSsl;

namespace Sealane.Transport.Sockets;

/// <summary>Opens connections: name, addresses one after the other, a proxy's tunnel, TLS; all within the time there is.</summary>
/// <remarks>What it throws is what .NET's own HTTP stack throws, so that one place sorts the failures of both.</remarks>
internal sealed class Connector
{
    private readonly TransportSettings _settings;
    private readonly bool _blocks;
    private readonly Lazy<SslContext?> _context;
    private readonly X509ChainPolicy? _trust;

    /// <param name="settings">Whom to trust, and how long to wait.</param>
    /// <param name="blocks">Whether to wait in the system call, on the caller's thread.</param>
    /// <exception cref="Diagnostics.S3ConfigurationException">The CA bundle cannot be used.</exception>
    public Connector(TransportSettings settings, bool blocks)
    {
        (_settings, _blocks) = (settings, blocks);
        _context = new(() => blocks ? SslContext.TryMake(settings.CaBundle) : null);

        // What OpenSSL cannot read .NET may, and says clearly what is wrong with a file if it cannot either. Revocation is not checked, as .NET's HTTP stack has it.
        if (settings.CaBundle is { } bundle && _context.Value is null)
        {
            _trust = TrustBundle.Load(bundle);
        }
    }

    /// <summary>A new connection to an origin.</summary>
    /// <exception cref="HttpRequestException">None came about.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; with a <see cref="TimeoutException"/> inside, it took too long.</exception>
    public async ValueTask<Connection> OpenAsync(Origin origin, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(_settings.ConnectTimeout, _settings.TimeProvider);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        Connection? connection = null;
        try
        {
            var socket = await ConnectAsync(origin.Address.Host, origin.Address.Port, end.Token).ConfigureAwait(false);
            connection = new Connection(socket, _blocks, _settings.TimeProvider.GetTimestamp());
            if (origin.IsSecure)
            {
                connection.Attach(end.Token);
                await SecureAsync(connection, origin).ConfigureAwait(false);
                connection.Detach();
            }

            return connection;
        }
        catch (Exception fault)
        {
            connection?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (over.IsCancellationRequested)
            {
                throw new OperationCanceledException($"No connection to {origin.Host}:{origin.Port} came about in time.", new TimeoutException(fault.Message, fault));
            }

            throw;
        }
    }

    private async ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await FindAsync(host, port, cancellationToken).ConfigureAwait(false);
        SocketException? last = null;
        for (var i = 0; i < addresses.Length; i++)
        {
            // An address that does not answer must not take the time of those behind it.
            using var share = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (addresses.Length > 1)
            {
                share.CancelAfter(_settings.ConnectTimeout / addresses.Length);
            }

            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                // Closing the socket ends a connect, also in the system call.
                using var closing = share.Token.UnsafeRegister(static socket => ((Socket)socket!).Dispose(), socket);
                if (_blocks)
                {
                    socket.Connect(addresses[i], port);
                }
                else
                {
                    await socket.ConnectAsync(addresses[i], port, CancellationToken.None).ConfigureAwait(false);
                }

                return socket;
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                socket.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                last = fault as SocketException ?? new SocketException((int)SocketError.TimedOut);
            }
        }

        throw new HttpRequestException(HttpRequestError.ConnectionError, $"{last!.Message} ({host}:{port})", last);
    }

    private async ValueTask<IPAddress[]> FindAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        try
        {
            var finding = Dns.GetHostAddressesAsync(host, cancellationToken);
            if (_blocks)
            {
                // The resolver knows no cancelling, so it is waited for and not called.
                finding.Wait(cancellationToken);
            }

            return await finding.ConfigureAwait(false) is { Length: > 0 } found ? found : throw new SocketException((int)SocketError.HostNotFound);
        }
        catch (AggregateException fault) when (fault.InnerException is SocketException inner)
        {
            throw Unknown(inner);
        }
        catch (SocketException fault)
        {
            throw Unknown(fault);
        }

        HttpRequestException Unknown(SocketException fault) => new(HttpRequestError.NameResolutionError, $"{fault.Message} ({host}:{port})", fault);
    }

    private async ValueTask SecureAsync(Connection connection, Origin origin)
    {
        if (origin.IsBehindProxy)
        {
            await TunnelAsync(connection, origin).ConfigureAwait(false);
        }

        try
        {
            if (_context.Value is { } context)
            {
                connection.Secure(context, origin.Host);
                return;
            }

            await connection.SecureAsync(new SslClientAuthenticationOptions { TargetHost = origin.Host, CertificateChainPolicy = _trust }).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or SocketException)
        {
            throw new HttpRequestException(HttpRequestError.SecureConnectionError, "The TLS connection could not be established.", fault);
        }
    }

    private static async ValueTask TunnelAsync(Connection connection, Origin origin)
    {
        try
        {
            await connection.SendAsync(HeadToBytes.Connect(origin)).ConfigureAwait(false);
            AnswerHead head;
            int length;
            while ((length = connection.Heads.TryRead(connection.Input, toHead: false, out head)) == 0 || head.IsInterim)
            {
                connection.Take(length);
                if (length == 0 && await connection.FillAsync().ConfigureAwait(false) == 0)
                {
                    throw new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy closed the connection before it answered CONNECT.");
                }
            }

            connection.Take(length);
            if (head.Status is < 200 or >= 300 || !connection.Input.IsEmpty)
            {
                throw new HttpRequestException(HttpRequestError.ProxyTunnelError, $"The proxy answered {head.Status} to CONNECT.", null, (HttpStatusCode)head.Status);
            }
        }
        catch (IOException fault)
        {
            throw new HttpRequestException(HttpRequestError.ProxyTunnelError, $"The proxy broke off: {fault.Message}", fault);
        }
    }
}
