using Sealane.Signing.Text;

namespace Sealane.Cli.Output;

/// <summary>Standard error: sentences about what went wrong and what to do, one a line.</summary>
internal static class Complaints
{
    private static readonly Lock Gate = new();
    private static readonly bool Styled = !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Takes away what stands on the terminal's last line, before something else is written there.</summary>
    public static Action ClearLine { get; set; } = () => { };

    /// <summary>Something worth knowing that is no failure.</summary>
    public static void Note(string sentence)
    {
        lock (Gate)
        {
            ClearLine();
            Console.Error.WriteLine(Secrecy.MaskText(sentence));
        }
    }

    /// <summary>Never a stack trace, and no secret of a URL that the sentence quotes.</summary>
    public static void Say(string sentence)
    {
        var masked = Secrecy.MaskText(sentence);
        lock (Gate)
        {
            ClearLine();
            Console.Error.WriteLine(Styled ? $"\e[31msealane:\e[0m {masked}" : $"sealane: {masked}");
        }
    }
}
