using System.Net;
using Sealane.EndToEnd.RealProxies.Setups;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>Where a proxy is to run.</summary>
/// <param name="Folder">All that it writes goes here.</param>
/// <param name="Port">Where it listens on loopback.</param>
/// <param name="Origin">Where it sends requests on to.</param>
internal sealed record ProxyPlace(ScratchFolder Folder, int Port, IPEndPoint Origin)
{
    /// <summary>Writes a file into the folder and gives its path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(Folder.File(name), text);
        return Folder.File(name);
    }
}

/// <summary>A real proxy and how it is set up, as the profile of the same name imitates it.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Program">The program.</param>
/// <param name="Measured">Program and version that the profile was measured with.</param>
/// <param name="Lay">Writes its configuration and gives the program's arguments.</param>
internal sealed record ProxySetup(string Profile, string Program, string Measured, Func<ProxyPlace, IReadOnlyList<string>> Lay)
{
    public static IReadOnlyList<ProxySetup> All { get; } =
    [
        .. Apache.Setups, Caddy.Setup, .. H2o.Setups, .. HAProxy.Setups, Lighttpd.Setup, .. Nginx.Setups, .. Squid.Setups, .. TrafficServer.Setups,
        Varnish.Setup,
    ];

    /// <summary>Some of them in a row, the client's side first.</summary>
    public static IReadOnlyList<string> Chains { get; } = ["haproxy+nginx-host", "varnish+nginx-uri", "caddy+lighttpd+apache-nocanon"];

    /// <summary>The argument at which the program says its version.</summary>
    public string VersionArgument { get; init; } = "-v";

    /// <summary>Takes away what the program leaves outside its folder when it is ended. Default: nothing.</summary>
    public Action<ProxyPlace> TidyUp { get; init; } = _ => { };

    /// <summary>Fields whose values are another for each request or each run.</summary>
    public IReadOnlyList<string> Volatile { get; init; } = [];

    /// <summary>Whether an answer goes back with Content-Length or chunked depending on how much of it has come in.</summary>
    public bool FramesAnswersByTiming { get; init; }

    public static ProxySetup Find(string profile) => All.Single(setup => setup.Profile == profile);

    public override string ToString() => Profile;
}
