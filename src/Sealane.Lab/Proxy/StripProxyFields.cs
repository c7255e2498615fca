using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Proxy;

/// <summary>What a client says to its proxy alone does not go on.</summary>
internal sealed class StripProxyFields : Mutation
{
    public override string Name => "strip-proxy-fields";

    public override string Reason => "Proxy-Connection and Proxy-Authorization are for the first proxy, which keeps them.";

    public override string Source => "RFC 9110 7.6.1, 11.7.2";

    public override MessageHead Apply(MessageHead head, Passage passage) =>
        head.WithLines(head.Lines.Where(line => !line.Name.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase)));
}
