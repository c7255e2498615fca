namespace Sealane.EndToEnd.RealProxies.Setups;

/// <summary>Varnish with its built-in program alone.</summary>
internal static class Varnish
{
    public static ProxySetup Setup { get; } = new("varnish", "varnishd", "Varnish 7.1.1", Lay) { VersionArgument = "-V", Volatile = ["X-Varnish"], FramesAnswersByTiming = true };

    // -j none: it stays the user who owns the folder.
    private static IReadOnlyList<string> Lay(ProxyPlace place) =>
    [
        "-F", "-j", "none", "-n", place.Folder.File("varnish"), "-a", $"127.0.0.1:{place.Port}", "-s", "malloc,10m",
        "-p", "thread_pools=1", "-p", "thread_pool_min=10", "-p", "thread_pool_max=100",
        "-f", place.Write("default.vcl", $$"""
            vcl 4.1;
            backend default {
                .host = "{{place.Origin.Address}}";
                .port = "{{place.Origin.Port}}";
            }

            """),
    ];
}
