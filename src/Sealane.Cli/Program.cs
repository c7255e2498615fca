using System.CommandLine;
using System.CommandLine.Invocation;
using Sealane.Cli.Flags;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;

namespace Sealane.Cli;

/// <summary>The <c>sealane</c> program. Exit codes: <see cref="ExitCode"/>.</summary>
internal static class Program
{
    // A file's name may begin with '@', and '-rf' is no option of anything here.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    // After Ctrl+C: the time to abort what was begun.
    private static readonly InvocationConfiguration Invocation = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(15) };

    private static async Task<int> Main(string[] arguments)
    {
        var parsed = CommandTable.Root(arguments).Parse(arguments, Parsing);
        return Fault(parsed) is { } fault ? Refuse(fault, parsed) : await parsed.InvokeAsync(Invocation).ConfigureAwait(false);
    }

    // What is wrong with a command line that was to be carried out; not with one that asks for help.
    private static string? Fault(ParseResult parsed) =>
        parsed.Action is ParseErrorAction ? Sentences(parsed)
        : parsed is { Action: not null, CommandResult.Command: not S3Command } && !IsRoot(parsed) && ClientFlags.AnyGiven(parsed) ? $"'{parsed.CommandResult.Command.Name}' does not talk to S3 for you, and takes no options for that."
        : null;

    // Of a word that is no command it is enough to say that it is none.
    private static string Sentences(ParseResult parsed) => IsRoot(parsed) && parsed.UnmatchedTokens is [var word, ..]
        ? $"There is no command '{word}'."
        : string.Join(' ', parsed.Errors.Select(error => Quoted(error.Message, parsed.UnmatchedTokens)).Distinct(StringComparer.Ordinal));

    private static string Quoted(string message, IEnumerable<string> surplus) =>
        surplus.Aggregate(message, (text, word) => text.Replace(word, Glimpse(word), StringComparison.Ordinal));

    // A surplus argument may be anything that was in the clipboard, a presigned URL or a secret: its beginning is enough to find it.
    private static string Glimpse(string word)
    {
        const int Glance = 8;
        var shown = word.Split('?', '=')[0];
        return shown.StartsWith('-') || shown.Length <= Glance
            ? shown.Length == word.Length ? word : $"{shown}..."
            : $"{shown[..Glance]}...";
    }

    private static int Refuse(string fault, ParseResult parsed)
    {
        Complaints.Say(fault);
        Complaints.Note($"Usage: {Help.HelpPage.Usage(parsed.CommandResult.Command)}. 'sealane {Path(parsed)}--help' says more.");
        return ExitCode.Usage;
    }

    private static string Path(ParseResult parsed) => IsRoot(parsed) ? "" : $"{parsed.CommandResult.Command.Name} ";

    private static bool IsRoot(ParseResult parsed) => parsed.CommandResult == parsed.RootCommandResult;
}
