using System.Globalization;

namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>Squid as an accelerator, without and with credentials that pass through.</summary>
internal static class Squid
{
    public static IReadOnlyList<ProxySetup> Setups { get; } =
    [
        Setup("squid", ""),
        Setup("squid-passthru", "login=PASSTHRU"),
    ];

    private static ProxySetup Setup(string profile, string peer) => new(profile, "squid", "Squid 5.7", place => Lay(place, peer))
    {
        Volatile = ["X-Cache-Lookup"],
        TidyUp = TidyUp,
    };

    // Its shared memory bears the name of its service, and that of one that is killed stays.
    private static string Service(ProxyPlace place) => string.Create(CultureInfo.InvariantCulture, $"sealane{place.Port}");

    private static void TidyUp(ProxyPlace place)
    {
        foreach (var segment in Directory.Exists("/dev/shm") ? Directory.EnumerateFiles("/dev/shm", Service(place) + "-*") : [])
        {
            File.Delete(segment);
        }
    }

    private static IReadOnlyList<string> Lay(ProxyPlace place, string peer) =>
    [
        "-N", "-n", Service(place), "-f", place.Write("squid.conf", $"""
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
