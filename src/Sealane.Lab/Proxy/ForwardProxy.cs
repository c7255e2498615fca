using Sealane.Edge.Profiles;

namespace Sealane.Lab.Proxy;

/// <summary>What the lab's own proxy does to requests that are sent to it in the clear.</summary>
internal static class ForwardProxy
{
    public static EdgeProfile Profile { get; } = new()
    {
        Name = "forward-proxy",
        Title = "The lab's proxy",
        Description = "Sends a request on to the host that its target names, and keeps what was said to the proxy alone.",
        Evidence = ["RFC 9112 3.2.2", "RFC 9110 7.6.1"],
        Mutations = [new AbsoluteFormToOriginForm(), new StripProxyFields()],
    };
}
