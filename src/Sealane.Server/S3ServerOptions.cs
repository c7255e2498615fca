using System.Net;
using System.Net.Security;
using Sealane.Server.Storage;
using Sealane.Server.Storage.Memory;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Server;

/// <summary>How an endpoint is to be.</summary>
public sealed record S3ServerOptions
{
    /// <summary>Where it listens.</summary>
    /// <value>A free port on the loopback address by default.</value>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The TLS settings for a server name (null when the client names none); null to serve plain HTTP.</summary>
    /// <value>null by default.</value>
    public Func<string?, SslServerAuthenticationOptions>? Tls { get; init; }

    /// <summary>Where buckets and objects are kept; the server does not dispose it.</summary>
    /// <value>A memory store of its own by default.</value>
    public IObjectStore Store { get; init; } = new MemoryStore();

    /// <summary>The keys that exist here; all others are refused.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<SigningCredentials> Credentials { get; init; } = [];

    /// <summary>The region that an endpoint speaks for when its host names none, such as <c>localhost</c>.</summary>
    /// <value><c>us-east-1</c> by default.</value>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Names under which <c>BUCKET.NAME</c> addresses a bucket; those of <c>amazonaws.com</c> always do.</summary>
    /// <value><c>localhost</c> by default.</value>
    public IReadOnlyList<string> Domains { get; init; } = ["localhost"];

    /// <summary>
    /// Whether a bucket that is not there is made when the first signed request names it, in the region it was signed for, with Transfer
    /// Acceleration on.
    /// </summary>
    /// <value>false by default.</value>
    public bool CreateBucketsOnFirstUse { get; init; }

    /// <summary>
    /// How long the global name of a new bucket outside us-east-1 is answered with 307, as S3 does until DNS knows the bucket.
    /// </summary>
    /// <value>Zero by default: never.</value>
    public TimeSpan TemporaryRedirects { get; init; }

    /// <summary>The endpoint's clock, which judges signatures and dates objects.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Takes the evidence of every request, just before its answer is written; called from many threads.</summary>
    /// <value>null by default.</value>
    public Action<Arrival>? OnArrival { get; init; }
}
