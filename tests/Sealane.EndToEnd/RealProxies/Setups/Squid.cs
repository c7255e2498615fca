namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>Squid as an accelerator, without and with credentials that pass through.</summary>
internal static class Squid
{
    public static IReadOnlyList<ProxySetup> Setups { get; } =
    [
        new("squid", "squid", "Squid 5.7", place => Lay(place, "")) { Volatile = ["X-Cache-Lookup"] },
        new("squid-passthru", "squid", "Squid 5.7", place => Lay(place, "login=PASSTHRU")) { Volatile = ["X-Cache-Lookup"] },
    ];

    private static IReadOnlyList<string> Lay(ProxyPlace place, string peer) =>
    [
        "-N", "-f", place.Write("squid.conf", $"""
            http_port 127.0.0.1:{place.Port} accel vhost
            cache_peer {place.Origin.Address} parent {place.Origin.Port} 0 no-query originserver name=origin {peer}
            cache_peer_access origin allow all
            http_access allow all
            never_direct allow all
            cache deny all
            visible_hostname squid.example
            max_filedescriptors 1024
            pinger_enable off
            pid_filename none
            access_log none
            cache_store_log none
            netdb_filename none
            cache_log {place.Folder.File("cache.log")}
            coredump_dir {place.Folder.Path}
            shutdown_lifetime 0 seconds

            """),
    ];
}
