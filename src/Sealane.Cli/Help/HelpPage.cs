using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Sealane.Cli.Help;

/// <summary>What <c>--help</c> prints: what the command is, how it is called, its options in groups, and lines to copy.</summary>
internal sealed class HelpPage(IReadOnlyList<CommandSection> sections) : SynchronousCommandLineAction
{
    private const int WidestName = 34;
    private const int FullWidth = 120;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return 0;
    }

    public void Write(Command command, TextWriter output)
    {
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine($"  {Usage(command)}");
        Columns(output, "Arguments", command.Arguments.Where(argument => !argument.Hidden).Select(argument => ($"<{argument.HelpName ?? argument.Name}>", argument.Description ?? "")));
        if (command is RootCommand)
        {
            foreach (var section in sections)
            {
                Columns(output, section.Title, section.Commands.Select(one => (one.Name, one.Description ?? "")));
            }
        }
        else
        {
            Columns(output, "Commands", command.Subcommands.Where(one => !one.Hidden).Select(one => (one.Name, one.Description ?? "")));
        }

        var documented = command as DocumentedCommand;
        var grouped = documented?.FlagGroups.SelectMany(group => group.Options).ToHashSet() ?? [];
        Columns(output, "Options", command.Options.Where(option => (!option.Recursive || option is HelpOption) && !option.Hidden && !grouped.Contains(option)).Select(Row));
        foreach (var group in documented?.FlagGroups ?? [])
        {
            Columns(output, group.Title, group.Options.Where(option => !option.Hidden).Select(Row));
        }

        if (command is RootCommand)
        {
            Columns(output, "Options of every command that talks to S3", command.Options.Where(option => option.Recursive && option is not HelpOption && !option.Hidden).Select(Row));
        }
        else
        {
            output.WriteLine();
            output.WriteLine("Region, profile, endpoint, concurrency, bandwidth, output and the like: 'sealane --help' lists the options of every command.");
        }

        if (documented?.Notes is { } notes)
        {
            output.WriteLine();
            output.WriteLine(notes);
        }

        Examples(output, documented?.Examples ?? []);
    }

    private static void Examples(TextWriter output, IReadOnlyList<Example> examples)
    {
        if (examples.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  {example.Line}");
            output.WriteLine($"      {example.Meaning}");
        }
    }

    /// <summary>How a command is called: <c>sealane cp &lt;source&gt; &lt;destination&gt; [options]</c>.</summary>
    public static string Usage(Command command)
    {
        var path = command.Name;
        for (var parent = command.Parents.OfType<Command>().FirstOrDefault(); parent is not null; parent = parent.Parents.OfType<Command>().FirstOrDefault())
        {
            path = $"{parent.Name} {path}";
        }

        var arguments = string.Concat(command.Arguments.Where(argument => !argument.Hidden).Select(argument =>
        {
            var name = $"<{argument.HelpName ?? argument.Name}>{(argument.Arity.MaximumNumberOfValues > 1 && !argument.Name.Contains("...", StringComparison.Ordinal) ? "..." : "")}";
            return argument.Arity.MinimumNumberOfValues > 0 ? $" {name}" : $" [{name}]";
        }));
        return $"{path}{(command.Subcommands.Count > 0 ? " <command>" : "")}{arguments} [options]";
    }

    private static (string Name, string Description) Row(Option option)
    {
        // Windows' /h and /? are taken, and not advertised.
        var aliases = option.Aliases.Where(alias => alias.StartsWith('-') && alias != "-?").ToLookup(alias => alias.Length == 2);
        var names = string.Join(", ", [.. aliases[true], option.Name, .. aliases[false]]);
        return (option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? names : $"{names} <{option.HelpName ?? option.Name.TrimStart('-')}>", option.Description ?? "");
    }

    private static void Columns(TextWriter output, string title, IEnumerable<(string Name, string Description)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine($"{title}:");
        var width = all.Select(row => row.Name.Length).Where(length => length <= WidestName).DefaultIfEmpty(0).Max();
        foreach (var (name, description) in all)
        {
            output.Write("  ");
            output.Write(name.PadRight(width));
            if (name.Length > width)
            {
                output.WriteLine();
                output.Write(new string(' ', width + 2));
            }

            output.WriteLine($"  {Wrapped(description, width + 4)}");
        }
    }

    private static string Wrapped(string text, int indent)
    {
        var room = FullWidth - indent;
        var lines = new List<string>();
        while (text.Length > room)
        {
            var blank = text.LastIndexOf(' ', room);
            var end = blank > 0 ? blank : room;
            lines.Add(text[..end]);
            text = text[end..].TrimStart();
        }

        lines.Add(text);
        return string.Join(Environment.NewLine + new string(' ', indent), lines);
    }
}
