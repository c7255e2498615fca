using System.Net;
using System.Net.Security;

namespace Sealane.Server.Null;

/// <summary>How a null endpoint is to be.</summary>
public sealed record NullServerOptions
{
    /// <summary>Where it listens.</summary>
    /// <value>A free port on the loopback address by default.</value>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The TLS settings for a server name (null when the client names none); null to serve plain HTTP.</summary>
    /// <value>null by default.</value>
    public Func<string?, SslServerAuthenticationOptions>? Tls { get; init; }

    /// <summary>The clock of the Date header.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Takes what was received with a PUT, decoded and hashed, just before the answer is written; called from many threads.
    /// </summary>
    /// <value>null by default: bodies are dropped without a look at them, which is what makes the endpoint cheap.</value>
    public Action<ReceivedBody>? OnBody { get; init; }
}
