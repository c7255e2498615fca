using System.Globalization;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Mutations;

/// <summary>What an intermediary makes of <c>Host</c>.</summary>
public enum HostForm
{
    /// <summary>The origin's own name.</summary>
    Origin,

    /// <summary>The name without its port.</summary>
    StripPort,

    /// <summary>The name without a port of 80 or 443.</summary>
    StripDefaultPort,

    /// <summary>The name in lower case.</summary>
    LowerCase,

    /// <summary>The name with a port, where it has none.</summary>
    AddPort,
}

/// <summary>Rewrites <c>Host</c>.</summary>
/// <param name="form">How.</param>
/// <param name="origin">The origin's name, for <see cref="HostForm.Origin"/>.</param>
/// <param name="port">The port, for <see cref="HostForm.AddPort"/>.</param>
public sealed class RewriteHost(HostForm form, string origin = "", int port = 443) : Mutation
{
    /// <inheritdoc/>
    public override string Name => "rewrite-host";

    /// <inheritdoc/>
    public override string Reason => "A proxy's default is to ask its origin by the origin's own name, or by what it took the name for.";

    /// <inheritdoc/>
    public override string Source => "nginx proxy_pass ($proxy_host, $host), Apache ProxyPreserveHost Off; minio#1315, minio#5222; measured: also Traffic Server, mitmproxy, H2O, YARP; Varnish and Squid (lower case)";

    /// <inheritdoc/>
    public override MessageHead Apply(MessageHead head, Passage passage) =>
        head.Value("host") is { } host && Rewritten(host) is var rewritten && rewritten != host ? head.With("Host", rewritten) : head;

    // Host = uri-host [ ":" port ]      (RFC 9110 7.2)
    private string Rewritten(string host)
    {
        var colon = host.EndsWith(']') ? -1 : host.LastIndexOf(':');
        var (name, number) = colon < 0 ? (host, string.Empty) : (host[..colon], host[(colon + 1)..]);
        return form switch
        {
            HostForm.Origin => origin,
            HostForm.StripPort => name,
            HostForm.StripDefaultPort => number is "80" or "443" ? name : host,
            HostForm.LowerCase => host.ToLowerInvariant(),
            _ => number.Length > 0 ? host : $"{name}:{port.ToString(CultureInfo.InvariantCulture)}",
        };
    }
}
