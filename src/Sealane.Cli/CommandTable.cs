using System.CommandLine;
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
    /// <remarks>Making all of them would take longer than some of them run.</remarks>
    public static RootCommand Root(IReadOnlyList<string> arguments)
    {
        var root = new RootCommand("Moves objects to and from S3 with signatures that survive the way, and finds out why one did not.");
        var named = arguments is ["--version"] ? [] : Array.FindAll(Rows, row => row.IsNamedIn(arguments)) is { Length: > 0 } some ? some : Rows;
        var sections = named.GroupBy(row => row.Section, row => row.Create()).Select(section => new CommandSection(section.Key, [.. section])).ToList();
        foreach (var command in sections.SelectMany(section => section.Commands))
        {
            root.Add(command);
        }

        foreach (var option in ClientFlags.Options.Concat(OutputFlags.Options))
        {
            root.Add(option);
        }

        root.Options.OfType<System.CommandLine.Help.HelpOption>().Single().Action = new HelpPage(sections);
        return root;
    }

    private sealed record Row(string Section, string Name, Func<Command> Create, string? Alias = null)
    {
        public bool IsNamedIn(IReadOnlyList<string> arguments) => arguments.Contains(Name) || (Alias is not null && arguments.Contains(Alias));
    }
}
