using Sealane.Edge.Mutations;
using Sealane.Lab.Names;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Proxy;

/// <summary>A target in absolute form goes on as the path that an origin expects, and its authority is the one that counts.</summary>
internal sealed class AbsoluteFormToOriginForm : Mutation
{
    public override string Name => "absolute-form-to-origin-form";

    public override string Reason => "A client tells a proxy whom to ask in the target; the origin is told in Host.";

    public override string Source => "RFC 9112 3.2.1, 3.2.2";

    // absolute-form = scheme "://" authority path-abempty [ "?" query ]      (RFC 9112 3.2.2)
    public override MessageHead Apply(MessageHead head, Passage passage)
    {
        var scheme = head.Target.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || head.Target[0] == '/')
        {
            return head;
        }

        var rest = head.Target[(scheme + 3)..];
        var end = rest.IndexOfAny(['/', '?']);
        var authority = end < 0 ? rest : rest[..end];
        var target = end < 0 ? "/" : rest[end] == '?' ? "/" + rest[end..] : rest[end..];
        var defaultPort = head.Target.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? 443 : 80;
        var isSame = Authority.Parse(head.Value("host"), defaultPort) is { } host && host == Authority.Parse(authority, defaultPort);

        // A Host that says the same stays as it was written: it is signed.
        return (isSame ? head : head.With("Host", authority)).WithTarget(target);
    }
}
