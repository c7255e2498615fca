using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sealane.Credentials;
using Sealane.Gateway;
using Sealane.Gateway.Callers;
using Sealane.Lab.Names;
using Sealane.Server;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>
/// The endpoint as other people's clients meet it, itself or behind a gateway: its address, its keys, and over TLS an authority that they have
/// to be told of.
/// </summary>
internal sealed class ServedEndpoint : IAsyncDisposable
{
    public static readonly SigningCredentials Key = new("AKIAFOREIGNCLIENTS01", "foreign/clients+know/this+secret/EXAMPLE");

    /// <summary>What follows the scheme when a gateway is to stand before the endpoint, which then knows another key.</summary>
    public const string Gated = " through a gateway";

    private static readonly SigningCredentials StoreKey = new("STOREKEY", "only/the+gateway/knows/this");

    private readonly CertificateAuthority _authority;
    private readonly S3Server _server;
    private readonly S3Gateway? _gateway;
    private readonly ConcurrentQueue<Arrival> _arrivals;

    private ServedEndpoint(CertificateAuthority authority, S3Server server, S3Gateway? gateway, ConcurrentQueue<Arrival> arrivals)
    {
        (_authority, _server, _gateway, _arrivals) = (authority, server, gateway, arrivals);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = Trusting(authority) } }, disposeHandler: true);
    }

    /// <summary>Scheme, address and port, without a slash at the end.</summary>
    public string Url => Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>Address and port.</summary>
    public string Address => Uri.Authority;

    public bool IsSecure => Uri.Scheme == "https";

    /// <summary>An HTTP client that trusts the endpoint's authority and no other.</summary>
    public HttpClient Http { get; }

    /// <summary>The authority's certificate, for programs that read a file.</summary>
    public string AuthorityPem => _authority.ToPem();

    /// <summary>What <c>x-amz-content-sha256</c> said of an operation's requests: the form in which their bodies came. A hash is called so.</summary>
    public IEnumerable<string> PayloadForms(string operation) =>
        from arrival in _arrivals
        where arrival.Operation == operation
        let form = MessageHead.Parse(arrival.Head).Value("x-amz-content-sha256") ?? "none"
        select form.Length == 64 ? "SHA-256" : form;

    private Uri Uri => _gateway?.Uri ?? _server.Uri;

    public static async Task<ServedEndpoint> StartAsync(string scheme)
    {
        var isGated = scheme.EndsWith(Gated, StringComparison.Ordinal);
        var authority = new CertificateAuthority(TimeProvider.System);
        var leaves = new LeafCache(authority);
        var arrivals = new ConcurrentQueue<Arrival>();
        Func<string?, SslServerAuthenticationOptions>? tls = scheme.StartsWith("https", StringComparison.Ordinal)
            ? _ => new SslServerAuthenticationOptions { ServerCertificateContext = leaves.For("127.0.0.1") }
            : null;
        var server = await S3Server.StartAsync(new S3ServerOptions { Credentials = [isGated ? StoreKey : Key], OnArrival = arrivals.Enqueue, Tls = isGated ? null : tls });
        var gateway = isGated ? await GateAsync(server.Uri, tls) : null;
        return new ServedEndpoint(authority, server, gateway, arrivals);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await _server.DisposeAsync();
        _authority.Dispose();
    }

    private static Task<S3Gateway> GateAsync(Uri store, Func<string?, SslServerAuthenticationOptions>? tls) => S3Gateway.StartAsync(new GatewayOptions
    {
        Callers = [new CallerKey(Key)],
        Tls = tls,
        Patience = TimeSpan.Zero,
        Store = new S3ClientOptions { EndpointUrl = store, Credentials = new GivenCredentials(StoreKey), Proxy = ProxyRules.None, Transport = TransportKind.Sockets },
    });

    private static X509ChainPolicy Trusting(CertificateAuthority authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority.ToCertificate());
        return policy;
    }
}
