using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sealane.Lab.Names;

namespace Sealane.Lab.Proxy;

/// <summary>Connections into the lab for clients inside this process, over TLS that trusts the lab's authority and nobody else.</summary>
internal sealed class LabDial(IPEndPoint lab, CertificateAuthority authority)
{
    /// <summary>Straight to the front, which plays the host.</summary>
    public async ValueTask<Stream> ToFrontAsync(string host, CancellationToken cancellationToken) =>
        await SecureAsync(await ConnectAsync(cancellationToken).ConfigureAwait(false), host, cancellationToken).ConfigureAwait(false);

    /// <summary>Through a tunnel of the proxy.</summary>
    /// <exception cref="HttpRequestException">The proxy opens none; the message holds its answer.</exception>
    public async ValueTask<Stream> ThroughProxyAsync(string host, CancellationToken cancellationToken)
    {
        var stream = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        var wish = string.Create(CultureInfo.InvariantCulture, $"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(wish), cancellationToken).ConfigureAwait(false);
        var input = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        var answer = await FirstBytes.TakeHeadAsync(input, cancellationToken).ConfigureAwait(false);
        if (answer?.Status != 200)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw new HttpRequestException(
                $"The lab's proxy opens no tunnel to {host}: {answer?.StartLine ?? "it closed the connection"}.");
        }

        return await SecureAsync(DuplexStream.After(input, stream), host, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A handler whose every connection goes to the front, which plays the host.</summary>
    public SocketsHttpHandler CreateHandler()
    {
        // Kept as long as the handler: each of its handshakes reads it.
        var trusted = authority.ToCertificate();
        return new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) => await ConnectAsync(cancellationToken).ConfigureAwait(false),
            SslOptions = { CertificateChainPolicy = Trusting(trusted) },
        };
    }

    private async Task<NetworkStream> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(lab, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<SslStream> SecureAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream);
        try
        {
            using var trusted = authority.ToCertificate();
            var options = new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = Trusting(trusted) };
            await tls.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static X509ChainPolicy Trusting(X509Certificate2 authority) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { authority },
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };
}
