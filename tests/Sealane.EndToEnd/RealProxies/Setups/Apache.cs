namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>Apache with mod_proxy_http.</summary>
internal static class Apache
{
    private const string Modules = "/usr/lib/apache2/modules";

    public static IReadOnlyList<ProxySetup> Setups { get; } =
    [
        Setup("apache", "", ""),
        Setup("apache-host", "ProxyPreserveHost On", ""),
        Setup("apache-nocanon", "ProxyPreserveHost On\nAllowEncodedSlashes NoDecode", "nocanon"),
    ];

    private static ProxySetup Setup(string profile, string directives, string keyword) =>
        new(profile, "apache2", "Apache 2.4.71", place => Lay(place, directives, keyword));

    // -X: one process. The user matters only to root, whom it will not serve as.
    private static IReadOnlyList<string> Lay(ProxyPlace place, string directives, string keyword) =>
    [
        "-X", "-f", place.Write("apache.conf", $"""
            LoadModule mpm_event_module {Modules}/mod_mpm_event.so
            LoadModule authz_core_module {Modules}/mod_authz_core.so
            LoadModule proxy_module {Modules}/mod_proxy.so
            LoadModule proxy_http_module {Modules}/mod_proxy_http.so
            ServerRoot {place.Folder.Path}
            DefaultRuntimeDir {place.Folder.Path}
            Mutex file:{place.Folder.Path}
            PidFile {place.Folder.File("apache.pid")}
            ErrorLog {place.Folder.File("error.log")}
            User www-data
            Group www-data
            ServerName apache.example
            Listen 127.0.0.1:{place.Port}
            {directives}
            ProxyPass / http://{place.Origin}/ {keyword}

            """),
    ];
}
