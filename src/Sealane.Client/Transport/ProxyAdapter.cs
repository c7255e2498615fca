using System.Net;
using System.Text;

namespace Sealane.Transport;

/// <summary>Our rules in the form that the HTTP stack asks for. A host with a ConnectTo rule goes past the proxy.</summary>
internal sealed class ProxyAdapter(ProxyRules rules, IReadOnlyList<ConnectToRule> connectTo) : IWebProxy, ICredentials
{
    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) =>
        connectTo.Any(rule => rule.Matches(destination.Host, destination.Port)) ? null : rules.For(destination.Scheme, destination.Host, destination.Port);

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <summary>What a proxy is shown of its name and password, or null (RFC 7617 2).</summary>
    public string? BasicFor(Uri proxy) => rules.CredentialFor(proxy) is { } credential
        ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"))
        : null;

    public NetworkCredential? GetCredential(Uri uri, string authType) => rules.CredentialFor(uri);
}
