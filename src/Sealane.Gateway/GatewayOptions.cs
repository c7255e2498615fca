using System.Net;
using System.Net.Security;
using Sealane.Gateway.Callers;
using Sealane.Gateway.Records;
using Sealane.Transport;

namespace Sealane.Gateway;

/// <summary>How a gateway is to be.</summary>
public sealed record GatewayOptions
{
    /// <value>Where it listens. Default: a free port of 127.0.0.1.</value>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <value>Where it shows health and metrics; null for nowhere. Default: null.</value>
    public IPEndPoint? Admin { get; init; }

    /// <value>The TLS settings for a server name (null when the client names none); null to serve plain HTTP. Default: null.</value>
    public Func<string?, SslServerAuthenticationOptions>? Tls { get; init; }

    /// <value>Names under which <c>BUCKET.NAME</c> addresses a bucket; those of <c>amazonaws.com</c> always do. Default: <c>localhost</c>.</value>
    public IReadOnlyList<string> Domains { get; init; } = ["localhost"];

    /// <value>Who may come in. Default: nobody, with which a gateway does not start.</value>
    public IReadOnlyList<CallerKey> Callers { get; init; } = [];

    /// <value>
    /// The store as its client sees it: address, region, keys, addressing style, CA, timeouts, payload signing. Default: S3, over sockets.
    /// </value>
    public S3ClientOptions Store { get; init; } = new() { Transport = TransportKind.Sockets };

    /// <value>How long requests that are under way may take to end when the gateway stops. Default: 10 seconds.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <value>Gets the record of each request when it has ended, from many threads; must not block. Default: nobody.</value>
    public Action<ForwardedRequest>? OnRequest { get; init; }
}
