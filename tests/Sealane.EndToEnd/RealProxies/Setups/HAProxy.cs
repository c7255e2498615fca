namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>HAProxy in HTTP mode, plain, and with what it can normalise.</summary>
internal static class HAProxy
{
    private const string Normalising = """
        option forwardfor
        option http-buffer-request
        option http-server-close
        http-request normalize-uri path-merge-slashes
        http-request normalize-uri path-strip-dotdot
        http-request normalize-uri percent-to-uppercase
        http-request normalize-uri percent-decode-unreserved
        http-request normalize-uri query-sort-by-name
        """;

    public static IReadOnlyList<ProxySetup> Setups { get; } =
    [
        new("haproxy", "haproxy", "HAProxy 2.6.12", place => Lay(place, "")),
        new("haproxy-normalise", "haproxy", "HAProxy 2.6.12", place => Lay(place, Normalising)),
    ];

    private static IReadOnlyList<string> Lay(ProxyPlace place, string frontend) =>
    [
        "-db", "-f", place.Write("haproxy.cfg", $"""
            global
                expose-experimental-directives
            defaults
                mode http
                timeout client 20s
                timeout server 20s
                timeout connect 5s
            frontend front
                bind 127.0.0.1:{place.Port}
                {frontend}
                default_backend back
            backend back
                server origin {place.Origin}

            """),
    ];
}
