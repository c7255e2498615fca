namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>H2O as a reverse proxy, with its own Host and with the client's.</summary>
internal static class H2o
{
    public static IReadOnlyList<ProxySetup> Setups { get; } =
    [
        new("h2o", "h2o", "H2O 2.2.5", place => Lay(place, "OFF")),
        new("h2o-preserve-host", "h2o", "H2O 2.2.5", place => Lay(place, "ON")),
    ];

    // It will not run as root without being told to.
    private static IReadOnlyList<string> Lay(ProxyPlace place, string preserveHost) =>
    [
        "-c", place.Write("h2o.yaml", $"""
            {(Environment.UserName == "root" ? "user: root" : "# as whoever starts it")}
            listen:
              host: 127.0.0.1
              port: {place.Port}
            hosts:
              default:
                paths:
                  /:
                    proxy.reverse.url: http://{place.Origin}/
                    proxy.preserve-host: {preserveHost}
            error-log: {place.Folder.File("error.log")}
            pid-file: {place.Folder.File("h2o.pid")}
            num-threads: 2

            """),
    ];
}
