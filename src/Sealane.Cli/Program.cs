using System.CommandLine;
using Sealane.Cli.Commands;

namespace Sealane.Cli;

/// <summary>The <c>sealane</c> program. Exit codes: <see cref="ExitCode"/>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Moves objects to and from S3 with signatures that survive the way, and finds out why one did not.")
        {
            TryCommand.Create(),
            DoctorCommand.Create(),
            CpCommand.Create(),
            ServeCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        var exit = await parsed.InvokeAsync().ConfigureAwait(false);
        return parsed.Errors.Count > 0 ? ExitCode.Usage : exit;
    }
}
