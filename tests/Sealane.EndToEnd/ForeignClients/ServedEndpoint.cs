using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Sealane.Lab.Names;
using Sealane.Server;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>The endpoint as other people's clients meet it: its address, its keys, and over TLS an authority that they have to be told of.</summary>
internal sealed class ServedEndpoint : IAsyncDisposable
{
    public static readonly SigningCredentials Key = new("AKIAFOREIGNCLIENTS01", "foreign/clients+know/this+secret/EXAMPLE");

    private readonly CertificateAuthority _authority;
    private readonly S3Server _server;
    private readonly ConcurrentQueue<Arrival> _arrivals;

    private ServedEndpoint(CertificateAuthority authority, S3Server server, ConcurrentQueue<Arrival> arrivals)
    {
        (_authority, _server, _arrivals) = (authority, server, arrivals);
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = Trusting(authority) } }, disposeHandler: true);
    }

    /// <summary>Scheme, address and port, without a slash at the end.</summary>
    public string Url => _server.Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>Address and port.</summary>
    public string Address => _server.EndPoint.ToString();

    public bool IsSecure => _server.Uri.Scheme == "https";

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

    public static async Task<ServedEndpoint> StartAsync(string scheme)
    {
        var authority = new CertificateAuthority(TimeProvider.System);
        var leaves = new LeafCache(authority);
        var arrivals = new ConcurrentQueue<Arrival>();
        var server = await S3Server.StartAsync(new S3ServerOptions
        {
            Credentials = [Key],
            OnArrival = arrivals.Enqueue,
            Tls = scheme == "https" ? _ => new SslServerAuthenticationOptions { ServerCertificateContext = leaves.For("127.0.0.1") } : null,
        });
        return new ServedEndpoint(authority, server, arrivals);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
        _authority.Dispose();
    }

    private static X509ChainPolicy Trusting(CertificateAuthority authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority.ToCertificate());
        return policy;
    }
}
