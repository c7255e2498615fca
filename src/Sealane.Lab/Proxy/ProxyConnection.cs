using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Sealane.Lab.Names;

namespace Sealane.Lab.Proxy;

/// <summary>One connection of a client, whatever it begins with.</summary>
internal sealed class ProxyConnection(
    LeafCache leaves, Border border, Routes routes, RefusalLog refusals, ContactCount contacts, IPEndPoint own, IPAddress? client)
{
    // TLS to the proxy, CONNECT, TLS to the host, requests: nobody needs a fifth.
    private const int MostLayers = 4;

    private static readonly byte[] NoAuthority =
        "HTTP/1.1 400 CONNECT needs a host and a port\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private static readonly List<SslApplicationProtocol> Protocols = [SslApplicationProtocol.Http11];

    // Whom the connection is for, as far as CONNECT or the handshake's server name have said.
    private Authority _address = new(own.Address.ToString(), own.Port);
    private bool _isNamed;
    private bool _isTunnelled;

    // client --> [1 look] --> TLS      [2 shake hands with the certificate of the name] --> 1
    //                     --> CONNECT  [3 refuse what lies outside, else 200]           --> 1
    //                     --> request  [4 relay: by the name of 2 or 3, else by what each request says]

    /// <summary>Serves the connection to its end; the caller closes it.</summary>
    public Task ServeAsync(Stream stream, CancellationToken cancellationToken)
    {
        contacts.Connection();
        return ServeAsync(stream, MostLayers, cancellationToken);
    }

    private async Task ServeAsync(Stream stream, int layers, CancellationToken cancellationToken)
    {
        // 1. What comes? What is looked at here is still to be read.
        var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var opening = layers > 0 ? await FirstBytes.PeekAsync(input, cancellationToken).ConfigureAwait(false) : Opening.Nothing;
        switch (opening)
        {
            case Opening.Tls:
                // 2. From here on everything is inside TLS.
                var tls = new SslStream(DuplexStream.After(input, stream));
                await using (tls.ConfigureAwait(false))
                {
                    await ShakeHandsAsync(tls, cancellationToken).ConfigureAwait(false);
                    contacts.Handshake();
                    await ServeAsync(tls, layers - 1, cancellationToken).ConfigureAwait(false);
                    await tls.ShutdownAsync().ConfigureAwait(false);
                }

                break;

            case Opening.Connect:
                // 3. A tunnel into the lab, or none.
                if (await TryConnectAsync(input, stream, cancellationToken).ConfigureAwait(false))
                {
                    await ServeAsync(DuplexStream.After(input, stream), layers - 1, cancellationToken).ConfigureAwait(false);
                }

                break;

            case Opening.Request:
                // 4. Requests, one after the other.
                await RelayAsync(input, stream, cancellationToken).ConfigureAwait(false);
                break;

            default:
                break;
        }
    }

    private async Task ShakeHandsAsync(SslStream tls, CancellationToken cancellationToken)
    {
        var isOutside = false;
        try
        {
            await tls.AuthenticateAsServerAsync(
                (_, hello, _, _) =>
                {
                    Name(hello.ServerName);
                    isOutside = border.RoleOf(_address) is null;
                    return isOutside
                        ? throw new AuthenticationException(refusals.Outside(_address).Sentence)
                        : ValueTask.FromResult(OptionsFor(_address.Host));
                },
                state: null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException && !isOutside)
        {
            refusals.TlsFailed(_address, fault.GetBaseException().Message);
            throw;
        }
    }

    // Without a server name, as for an address, what CONNECT said stands.
    private void Name(string serverName)
    {
        if (serverName.Length > 0)
        {
            _address = _address with { Host = LabHosts.Normalise(serverName) };
            _isNamed = true;
        }
    }

    private SslServerAuthenticationOptions OptionsFor(string host) => new()
    {
        ServerCertificateContext = leaves.For(host),
        ApplicationProtocols = Protocols,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
    };

    private async Task<bool> TryConnectAsync(PipeReader input, Stream stream, CancellationToken cancellationToken)
    {
        var head = await FirstBytes.TakeHeadAsync(input, cancellationToken).ConfigureAwait(false);
        if (Authority.Parse(head?.Target, defaultPort: 443) is not { } address)
        {
            await stream.WriteAsync(NoAuthority, cancellationToken).ConfigureAwait(false);
            return false;
        }

        _address = address;
        _isNamed = true;
        var isInside = border.RoleOf(address) is not null;
        var answer = isInside ? "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray() : RefusalLog.AnswerTo(refusals.Outside(address));
        if (isInside)
        {
            _isTunnelled = true;
            contacts.Tunnel();
        }

        await stream.WriteAsync(answer, cancellationToken).ConfigureAwait(false);
        return isInside;
    }

    private async Task RelayAsync(PipeReader input, Stream stream, CancellationToken cancellationToken)
    {
        var head = await FirstBytes.PeekHeadAsync(input, cancellationToken).ConfigureAwait(false);
        var isOriginForm = head?.Target.StartsWith('/') is true;
        Count(isOriginForm);
        var address = _isNamed ? _address : Authority.Parse(head?.Value("host"), defaultPort: 80);
        var whole = DuplexStream.After(input, stream);
        if (isOriginForm && border.RoleOf(address) is { } role)
        {
            await routes.RelayAsync(role, whole, client, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await routes.RelayProxiedAsync(whole, client, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Count(bool isOriginForm)
    {
        if (!isOriginForm)
        {
            contacts.Proxied();
        }
        else if (!_isTunnelled)
        {
            contacts.Direct();
        }
    }
}
