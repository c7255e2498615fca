namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>Caddy, whose <c>reverse_proxy</c> is that of Go.</summary>
internal static class Caddy
{
    public static ProxySetup Setup { get; } = new("caddy", "caddy", "Caddy 2.6.2", Lay) { VersionArgument = "version" };

    private static IReadOnlyList<string> Lay(ProxyPlace place) =>
    [
        "run", "--adapter", "caddyfile", "--config", place.Write("Caddyfile", $$"""
            {
                admin off
                auto_https off
                storage file_system {{place.Folder.Path}}
            }
            http://:{{place.Port}} {
                bind 127.0.0.1
                reverse_proxy {{place.Origin}}
            }

            """),
    ];
}
