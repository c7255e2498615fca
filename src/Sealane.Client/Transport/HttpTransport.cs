using System.Net;
using System.Net.Sockets;
using System.Text;
using Sealane.Signing.Requests;

namespace Sealane.Transport;

/// <summary>
/// Sends a head and a body, and returns the answer's head. Thread-safe; keeps connections. Nothing is added to what was signed.
/// </summary>
internal sealed class HttpTransport : IDisposable
{
    // As the Azure SDK does: addresses change behind a name, and a connection that is always busy would never see it.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpMessageInvoker _invoker;
    private readonly ProxyAdapter _proxy;

    public HttpTransport(TransportSettings settings)
    {
        _proxy = new ProxyAdapter(settings.Proxy, settings.ConnectTo);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // it would drop Authorization, and the signature holds for one host only
            AutomaticDecompression = DecompressionMethods.None, // the object's bytes are what the checksum is about
            UseCookies = false,
            ActivityHeadersPropagator = null, // traceparent would come in after signing
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectTimeout = settings.ConnectTimeout,
            Expect100ContinueTimeout = settings.ExpectContinueTimeout,
            Proxy = _proxy,
        };
        if (settings.CaBundle is { } bundle)
        {
            handler.SslOptions.CertificateChainPolicy = TrustBundle.Load(bundle);
        }

        if (settings.ConnectTo.Count > 0)
        {
            handler.ConnectCallback = (context, cancellationToken) => ConnectAsync(settings.ConnectTo, context.DnsEndPoint, cancellationToken);
        }

        _invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Sends; returns as soon as the answer's head is there.</summary>
    /// <exception cref="HttpRequestException">No connection came about, or it broke.</exception>
    public async Task<Answer> SendAsync(string scheme, RequestHead head, HttpContent? content, CancellationToken cancellationToken)
    {
        using var message = HeadToMessage.Write(scheme, head, content);
        return new Answer(await _invoker.SendAsync(message, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The proxy that requests to a host go through, without its password; null when they go straight there.</summary>
    public Uri? ProxyFor(string scheme, string host) => _proxy.GetProxy(new Uri($"{scheme}://{host}/"));

    public void Dispose() => _invoker.Dispose();

    private static async ValueTask<Stream> ConnectAsync(
        IReadOnlyList<ConnectToRule> rules, DnsEndPoint asked, CancellationToken cancellationToken)
    {
        var rule = rules.FirstOrDefault(rule => rule.Matches(asked.Host, asked.Port));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(rule is null ? asked : new DnsEndPoint(rule.ToHost, rule.ToPort), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
