namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>lighttpd with mod_proxy.</summary>
internal static class Lighttpd
{
    public static ProxySetup Setup { get; } = new("lighttpd", "lighttpd", "lighttpd 1.4.69", Lay);

    private static IReadOnlyList<string> Lay(ProxyPlace place) =>
    [
        "-D", "-f", place.Write("lighttpd.conf", $"""
            server.modules = ("mod_proxy")
            server.document-root = "{place.Folder.Path}"
            server.upload-dirs = ("{place.Folder.Path}")
            server.errorlog = "{place.Folder.File("error.log")}"
            server.bind = "127.0.0.1"
            server.port = {place.Port}
            proxy.server = ("" => (("host" => "{place.Origin.Address}", "port" => {place.Origin.Port})))

            """),
    ];
}
