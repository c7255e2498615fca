namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>Apache Traffic Server as a reverse proxy, with its own Host and with the client's.</summary>
internal static class TrafficServer
{
    public static IReadOnlyList<ProxySetup> Setups { get; } =
    [
        new("trafficserver", "traffic_server", "Traffic Server 9.2.9", place => Lay(place, 0)) { VersionArgument = "-V", Volatile = ["Via"] },
        new("trafficserver-pristine", "traffic_server", "Traffic Server 9.2.9", place => Lay(place, 1)) { VersionArgument = "-V", Volatile = ["Via"] },
    ];

    private static IReadOnlyList<string> Lay(ProxyPlace place, int pristine)
    {
        foreach (var folder in (string[])["etc", "run", "log", "cache"])
        {
            Directory.CreateDirectory(place.Folder.File(folder));
        }

        // #-1: it stays the user that it is.
        place.Write("etc/records.config", $"""
            CONFIG proxy.config.http.server_ports STRING {place.Port}:ip-in=127.0.0.1
            CONFIG proxy.config.http.cache.http INT 0
            CONFIG proxy.config.url_remap.pristine_host_hdr INT {pristine}
            CONFIG proxy.config.admin.user_id STRING #-1
            CONFIG proxy.config.diags.logfile.filename STRING stderr
            CONFIG proxy.config.log.logging_enabled INT 0
            CONFIG proxy.config.exec_thread.autoconfig INT 0
            CONFIG proxy.config.exec_thread.limit INT 2

            """);
        place.Write("etc/remap.config", $"map / http://{place.Origin}/\n");
        place.Write("etc/storage.config", $"{place.Folder.File("cache")} 16M\n");
        place.Write("etc/ip_allow.yaml", """
            ip_allow:
              - apply: in
                ip_addrs: 127.0.0.1
                action: allow
                methods: ALL

            """);
        return ["--run-root=" + place.Write("runroot.yaml", $"""
            prefix: {place.Folder.Path}
            exec_prefix: /usr
            bindir: /usr/bin
            sbindir: /usr/bin
            sysconfdir: {place.Folder.File("etc")}
            datadir: /usr/share/trafficserver
            includedir: /usr/include
            libdir: /usr/lib/trafficserver
            libexecdir: /usr/lib/trafficserver/modules
            localstatedir: {place.Folder.File("run")}
            runtimedir: {place.Folder.File("run")}
            logdir: {place.Folder.File("log")}
            mandir: /usr/share/man
            infodir: /usr/share/info
            cachedir: {place.Folder.File("cache")}

            """)];
    }
}
