using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.RealProxies;

/// <summary>The version of a proxy that is installed here.</summary>
internal static partial class ProxyVersion
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Installed = new();

    /// <summary>Skips the test where the program is another than that with which the profile was measured, by the first two numbers of its version.</summary>
    public static async Task NeedAsync(ProxySetup setup)
    {
        var program = OutsideProgram.Need(setup.Program);
        var here = await Installed.GetOrAdd(program, _ => new(() => AskAsync(program, setup.VersionArgument))).Value;
        Assert.SkipUnless(here == FirstTwo(setup.Measured), $"{setup.Program} {here} is installed here; the profile was measured with {setup.Measured}");
    }

    private static async Task<string> AskAsync(string program, string argument)
    {
        var said = await OutsideProgram.RunAsync(program, [argument]);
        return FirstTwo(said.Output + said.Error);
    }

    private static string FirstTwo(string text) => Numbers().Match(text).Value;

    [GeneratedRegex(@"[0-9]+\.[0-9]+")]
    private static partial Regex Numbers();
}
