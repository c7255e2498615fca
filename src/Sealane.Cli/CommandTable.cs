using System.CommandLine;
using System.CommandLine.Help;
using Sealane.Cli.Commands;
using Sealane.Cli.Flags;
using Sealane.Cli.Help;

namespace Sealane.Cli;

/// <summary>All commands, in the order of the help.</summary>
internal static class CommandTable
{
    private static readonly Row[] Rows =
    [
        new("Move", "cp", CpCommand.Create),
        new("Move", "mv", CpCommand.CreateMove),
        new("Move", "sync", SyncCommand.Create),
        new("Move", "put", PutCommand.Create, "pipe"),
        new("Move", "cat", CatCommand.Create),
        new("Move", "rm", RmCommand.Create),
        new("Move", "run", () => RunCommand.Create(() => Root(All))),
        new("Look", "ls", LsCommand.Create),
        new("Look", "du", DuCommand.Create),
        new("Look", "head", HeadCommand.Create),
        new("Look", "presign", PresignCommand.Create),
        new("Look", "config", ConfigCommand.Create),
        new("Keep", "mb", MbCommand.Create),
        new("Keep", "rb", RbCommand.Create),
        new("Keep", "uploads", UploadsCommand.Create),
        new("Keep", "accelerate", AccelerateCommand.Create),
        new("Find out", "doctor", DoctorCommand.Create),
        new("Find out", "explain", ExplainCommand.Create),
        new("Find out", "probe", ProbeCommand.Create),
        new("Find out", "try", TryCommand.Create),
        new("Find out", "serve", ServeCommand.Create),
        new("Serve", "gateway", GatewayCommand.Create),
        new("Find out", "completion", CompletionCommand.Create),
    ];

    /// <summary>No arguments: every command.</summary>
    public static IReadOnlyList<string> All => [];

    /// <summary>The command line for some arguments: with the commands that they name, or with all of them where they name none.</summary>
    /// <remarks>
    /// Making all of them would take longer than some of them run. A <see cref="RootCommand"/> brings help, the version and completion: what it reads
    /// from attributes and resources for them was a tenth of the time of a small upload, so a plain command stands in its place where none is asked for.
    /// </remarks>
    public static Command Root(IReadOnlyList<string> arguments)
    {
        var named = Array.FindAll(Rows, row => row.IsNamedIn(arguments));
        if (named.Length > 0 && !arguments.Any(AsksTheRoot))
        {
            return With(new Command("sealane"), named.Select(row => row.Create()));
        }

        var shown = named.Length > 0 || arguments is ["--version"] ? named : Rows;
        var sections = shown.GroupBy(row => row.Section, row => row.Create()).Select(section => new CommandSection(section.Key, [.. section])).ToList();
        var root = With(
            new RootCommand("Moves objects to and from S3 with signatures that survive the way, and finds out why one did not."),
            sections.SelectMany(section => section.Commands));
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage(sections);
        return root;
    }

    private static Command With(Command root, IEnumerable<Command> commands)
    {
        foreach (var command in commands)
        {
            root.Add(command);
        }

        foreach (var option in ClientFlags.Options)
        {
            root.Add(option);
        }

        foreach (var option in OutputFlags.Options)
        {
            root.Add(option);
        }

        return root;
    }

    // Help under all its names, the version, or a directive such as completion's.
    private static bool AsksTheRoot(string argument) => argument is "--help" or "-h" or "/h" or "-?" or "/?" or "--version" || argument.StartsWith('[');

    private sealed record Row(string Section, string Name, Func<Command> Create, string? Alias = null)
    {
        public bool IsNamedIn(IReadOnlyList<string> arguments) => arguments.Contains(Name) || (Alias is not null && arguments.Contains(Alias));
    }
}
