using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Sealane.Signing.Requests;

namespace Sealane.Transport;

/// <summary>Sends through .NET's own HTTP stack.</summary>
internal sealed class HttpTransport : ITransport
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

    public bool Blocks => false;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Answer> SendAsync(string scheme, RequestHead head, OutgoingBody? body, CancellationToken cancellationToken)
    {
        using var message = HeadToMessage.Write(scheme, head, body is { } outgoing ? new BodyContent(outgoing) : null);
        var answer = await _invoker.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return new Answer(
            (int)answer.StatusCode,
            Fields(answer),
            answer.Content.Headers.ContentLength,
            await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false),
            answer);
    }

    public Uri? ProxyFor(string scheme, string host) => _proxy.GetProxy(new Uri($"{scheme}://{host}/"));

    public void Dispose() => _invoker.Dispose();

    // Those of the content stand apart in .NET; here they come last.
    private static List<HeaderField> Fields(HttpResponseMessage answer)
    {
        var fields = new List<HeaderField>(16);
        foreach (var headers in (ReadOnlySpan<HttpHeadersNonValidated>)[answer.Headers.NonValidated, answer.Content.Headers.NonValidated])
        {
            foreach (var (name, values) in headers)
            {
                foreach (var value in values)
                {
                    fields.Add(new HeaderField(name, value));
                }
            }
        }

        return fields;
    }

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
