using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Probing;

/// <summary>How TLS came about with whatever answered.</summary>
/// <param name="Protocol">Its version.</param>
/// <param name="Issuers">Who issued each certificate, from the server's own upwards.</param>
/// <param name="Distrust">Why this machine would not trust it; null when it does.</param>
public sealed record TlsSeen(string Protocol, IReadOnlyList<string> Issuers, string? Distrust);

/// <summary>Opens connections to an endpoint the way a client would: straight, or through a proxy. A certificate that is not trusted is told and not refused: nothing secret is sent.</summary>
public sealed class ProbeRoute
{
    /// <summary>The endpoint.</summary>
    public required Uri Url { get; init; }

    /// <summary>The proxy; null to go straight.</summary>
    /// <value>Null by default.</value>
    public Uri? Proxy { get; init; }

    /// <summary>Name and password for the proxy, as <c>name:password</c>; null for none.</summary>
    /// <value>Null by default.</value>
    public string? ProxyUser { private get; init; }

    /// <summary>Certificates to trust in place of the system's; null for the system's.</summary>
    /// <value>Null by default.</value>
    public X509Certificate2Collection? Trusted { get; init; }

    /// <summary>What TLS was like last; null before a connection, and for plain HTTP.</summary>
    public TlsSeen? Tls { get; private set; }

    /// <summary>What stands before the target where a proxy is asked in absolute form; null otherwise.</summary>
    public string? AbsolutePrefix => Proxy is not null && !IsSecure ? $"{Url.Scheme}://{Url.Authority}" : null;

    private bool IsSecure => Url.Scheme == Uri.UriSchemeHttps;

    private string ProxyLine => ProxyUser is null ? string.Empty : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(ProxyUser))}\r\n";

    /// <summary>Opens one. The stream is the caller's.</summary>
    /// <exception cref="IOException">There is no way there; the message says where it ended.</exception>
    public async Task<Stream> DialAsync(CancellationToken cancellationToken)
    {
        var first = Proxy ?? Url;
        var stream = await ConnectAsync(first, cancellationToken).ConfigureAwait(false);
        try
        {
            if (Proxy is not null && IsSecure)
            {
                await TunnelAsync(stream, cancellationToken).ConfigureAwait(false);
            }

            return IsSecure ? await SecureAsync(stream, cancellationToken).ConfigureAwait(false) : stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The bytes of a head for this route.</summary>
    internal byte[] Addressed(byte[] head)
    {
        // The proxy's own line goes behind the request line; it is the proxy's and never arrives.
        if (AbsolutePrefix is null || ProxyLine.Length == 0)
        {
            return head;
        }

        var end = head.AsSpan().IndexOf("\r\n"u8) + 2;
        return [.. head[..end], .. Encoding.Latin1.GetBytes(ProxyLine), .. head[end..]];
    }

    private static async Task<Stream> ConnectAsync(Uri to, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(to.IdnHost, to.Port), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException problem)
        {
            socket.Dispose();
            throw new IOException($"{to.IdnHost}:{to.Port} cannot be reached: {problem.Message.TrimEnd('.')}", problem);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task TunnelAsync(Stream stream, CancellationToken cancellationToken)
    {
        var authority = string.Create(CultureInfo.InvariantCulture, $"{Url.IdnHost}:{Url.Port}");
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{ProxyLine}\r\n"), cancellationToken).ConfigureAwait(false);
        var answer = new List<byte>();
        var one = new byte[1];

        // Byte by byte: what follows the head is TLS's.
        while (!(answer.Count >= 4 && answer[^4..] is [13, 10, 13, 10]))
        {
            if (answer.Count > 64 * 1024 || await stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 0)
            {
                throw new IOException("the proxy ended the connection instead of opening a tunnel");
            }

            answer.Add(one[0]);
        }

        if (MessageHead.Parse(answer.ToArray()).Status is not 200 and var status)
        {
            throw new IOException($"the proxy answered {status} to CONNECT{(status == 407 ? ": give it a name and a password, --proxy http://NAME:PASSWORD@HOST:PORT" : string.Empty)}");
        }
    }

    private X509ChainPolicy? Policy()
    {
        if (Trusted is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Trusted);
        return policy;
    }

    private async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (issuers, distrust) = (new List<string>(), (string?)null);
        var tls = new SslStream(stream);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = Url.IdnHost,
                ApplicationProtocols = [SslApplicationProtocol.Http11],
                CertificateChainPolicy = Policy(),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    issuers.AddRange(chain?.ChainElements.Select(element => element.Certificate.Issuer) ?? []);
                    if (issuers.Count == 0 && certificate is not null)
                    {
                        issuers.Add(certificate.Issuer);
                    }

                    distrust = errors == SslPolicyErrors.None ? null
                        : string.Join("; ", chain?.ChainStatus.Select(status => status.StatusInformation.Trim()).Append(errors.ToString()) ?? [errors.ToString()]);
                    return true;
                },
            },
            cancellationToken).ConfigureAwait(false);
        Tls = new TlsSeen(tls.SslProtocol.ToString(), issuers, distrust);
        return tls;
    }
}
