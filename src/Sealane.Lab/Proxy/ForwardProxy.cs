using Sealane.Edge.Profiles;

namespace Sealane.Lab.Proxy;

/// <summary>What the lab's own proxy does to requests that are sent to it in the clear.</summary>
internal static class ForwardProxy
{
    public static EdgeProfile Profile { get; } = new(
        "forward-proxy",
        "Sends a request on to the host that its target names, and keeps what was said to the proxy alone.",
        "RFC 9112 3.2.2, RFC 9110 7.6.1",
        [new AbsoluteFormToOriginForm(), new StripProxyFields()]);
}
