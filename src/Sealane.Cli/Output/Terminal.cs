using Spectre.Console;

namespace Sealane.Cli.Output;

/// <summary>Standard output for reports that people read: styled on a terminal, plain and unwrapped text elsewhere.</summary>
internal static class Terminal
{
    // Wide enough that nothing is wrapped: a line of output is a line for grep, and JSON stays JSON.
    private const int PlainWidth = 100_000;

    /// <summary>What the command was asked for.</summary>
    public static IAnsiConsole Standard { get; } = On(Console.Out, Console.IsOutputRedirected);

    /// <summary>A console that writes plain text to a writer.</summary>
    public static IAnsiConsole On(TextWriter writer, bool plain)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (plain)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
