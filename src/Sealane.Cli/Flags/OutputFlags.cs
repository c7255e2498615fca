using System.CommandLine;
using Sealane.Cli.Output;

namespace Sealane.Cli.Flags;

/// <summary>How much is said, and in which form.</summary>
internal static class OutputFlags
{
    private static readonly Option<bool> Json = new("--json") { Recursive = true, Description = "One JSON object a line on standard output." };

    private static readonly Option<bool> Quiet = new("--quiet", "-q", "--only-show-errors") { Recursive = true, Description = "Say nothing of what went well." };

    private static readonly Option<bool> NoProgress = new("--no-progress") { Recursive = true, Description = "No line on the terminal that shows how far it is." };

    private static readonly Option<bool> Statistics = new("--stat") { Recursive = true, Description = "At the end, objects, bytes, time, retries, processor time and memory." };

    public static IEnumerable<Option> Options => [Json, Quiet, NoProgress, Statistics];

    public static ReportStyle Read(ParseResult parsed)
    {
        var quiet = parsed.GetValue(Quiet);
        return new(
            Json: parsed.GetValue(Json),
            Quiet: quiet,
            Progress: !quiet && !parsed.GetValue(NoProgress) && !Console.IsErrorRedirected,
            Statistics: parsed.GetValue(Statistics));
    }
}
