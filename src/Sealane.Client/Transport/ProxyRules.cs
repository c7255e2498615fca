using System.Net;
using Sealane.Diagnostics;

namespace Sealane.Transport;

/// <summary>Which requests go through which proxy. Immutable.</summary>
public sealed class ProxyRules
{
    private readonly Proxy? _https;
    private readonly Proxy? _http;
    private readonly string[] _bypass;

    private ProxyRules(Proxy? https, Proxy? http, string[] bypass) => (_https, _http, _bypass) = (https, http, bypass);

    /// <summary>No proxy, whatever the environment says.</summary>
    public static ProxyRules None { get; } = new(null, null, []);

    /// <summary>One proxy for everything but the hosts listed, which may be written as in NO_PROXY.</summary>
    /// <exception cref="S3ConfigurationException">
    /// The proxy's URL has a scheme that is not http, https, socks4, socks4a or socks5.
    /// </exception>
    public static ProxyRules For(Uri proxy, params IEnumerable<string> bypass)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        var checkedProxy = Parse(proxy.OriginalString, "the proxy given")!;
        return new ProxyRules(checkedProxy, checkedProxy, [.. bypass]);
    }

    /// <summary>What HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say; a lower-case name goes before the upper-case one.</summary>
    /// <remarks>
    /// HTTP_PROXY in upper case is not read where REQUEST_METHOD is set: there it may be a stranger's Proxy header (CVE-2016-5385).
    /// </remarks>
    /// <param name="environment">Looks up a variable.</param>
    /// <exception cref="S3ConfigurationException">A variable holds no URL of a proxy.</exception>
    public static ProxyRules FromEnvironment(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        string? Either(string name) => NonEmpty(environment(name.ToLowerInvariant()))
            ?? (name == "HTTP_PROXY" && NonEmpty(environment("REQUEST_METHOD")) is not null ? null : NonEmpty(environment(name)));

        var all = Parse(Either("ALL_PROXY"), "ALL_PROXY");
        return new ProxyRules(
            Parse(Either("HTTPS_PROXY"), "HTTPS_PROXY") ?? all,
            Parse(Either("HTTP_PROXY"), "HTTP_PROXY") ?? all,
            (Either("NO_PROXY") ?? string.Empty).Split((char[])[',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>The proxy for a request, or null when it goes straight to its host.</summary>
    /// <returns>Its address without the name and password that may stand in front.</returns>
    public Uri? For(string scheme, string host, int port)
    {
        var proxy = scheme == Uri.UriSchemeHttps ? _https : _http;
        return proxy is null || _bypass.Any(entry => Bypasses(entry, host, port)) ? null : proxy.Address;
    }

    /// <summary>Whether every proxy is spoken to in plain HTTP.</summary>
    internal bool AreHttp => (_https ?? _http)?.Address.Scheme is null or "http" && (_http ?? _https)?.Address.Scheme is null or "http";

    /// <summary>The name and password that the proxy's URL had in front, or null.</summary>
    internal NetworkCredential? CredentialFor(Uri proxy) =>
        (_https?.Address == proxy ? _https : _http?.Address == proxy ? _http : null)?.Credential;

    // "*", or a host and all below it with or without the leading dot, or an address, or a network in CIDR form; each may end in :PORT
    private static bool Bypasses(string entry, string host, int port)
    {
        if (entry == "*")
        {
            return true;
        }

        host = host.Trim('[', ']');
        if (IPAddress.TryParse(host, out var address))
        {
            return IPNetwork.TryParse(entry, out var network)
                ? network.Contains(address)
                : IPEndPoint.TryParse(entry, out var at) && at.Address.Equals(address) && (at.Port == 0 || at.Port == port);
        }

        var colon = entry.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(entry.AsSpan(colon + 1), out var only))
        {
            if (only != port)
            {
                return false;
            }

            entry = entry[..colon];
        }

        var name = entry.AsSpan().TrimStart('*').TrimStart('.');
        return host.AsSpan().EndsWith(name, StringComparison.OrdinalIgnoreCase)
            && name.Length > 0
            && (host.Length == name.Length || host[host.Length - name.Length - 1] == '.');
    }

    private static Proxy? Parse(string? text, string origin)
    {
        if (text is null)
        {
            return null;
        }

        var url = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return Uri.TryCreate(url, UriKind.Absolute, out var proxy)
            && proxy.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5"
            && proxy.Host.Length > 0
            ? Proxy.Of(proxy)
            : throw new S3ConfigurationException($"{origin} is no URL of a proxy. Write it as http://HOST:PORT, or unset it."); // not echoed: it may hold a password
    }

    private static string? NonEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A proxy, its password kept apart from its address, which stands in messages.</summary>
    private sealed record Proxy(Uri Address, NetworkCredential? Credential)
    {
        public static Proxy Of(Uri url)
        {
            if (url.UserInfo.Length == 0)
            {
                return new Proxy(url, null);
            }

            var parts = url.UserInfo.Split(':', 2);
            var credential = new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
            return new Proxy(new UriBuilder(url) { UserName = string.Empty, Password = string.Empty }.Uri, credential);
        }
    }
}
