using System.Net;
using System.Security.Cryptography.X509Certificates;
using Sealane.Edge.Relay;

namespace Sealane.Edge;

/// <summary>A relay and where it listens.</summary>
public sealed record EdgeOptions : RelayOptions
{
    /// <value>Where it listens; loopback only. Default: a free port of 127.0.0.1.</value>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <value>
    /// The certificate for a server name (null when the client names none); makes the edge speak TLS. Default: null, plain TCP.
    /// </value>
    public Func<string?, X509Certificate2>? Certificate { get; init; }
}
