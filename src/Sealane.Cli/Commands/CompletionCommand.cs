using System.CommandLine;
using Sealane.Cli.Help;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane completion</c>: a script that lets a shell complete commands and options by asking the program.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # sealane completion for bash: source <(sealane completion bash)
        _sealane() {
            local IFS=$'\n'
            COMPREPLY=( $(compgen -W "$(sealane "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
        }
        complete -o bashdefault -o default -F _sealane sealane
        """;

    private const string Zsh = """
        #compdef sealane
        # sealane completion for zsh: source <(sealane completion zsh)
        _sealane() {
            local -a found
            found=("${(@f)$(sealane "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
            compadd -a found
            _files
        }
        compdef _sealane sealane
        """;

    private const string Fish = """
        # sealane completion for fish: sealane completion fish | source
        function __sealane_complete
            set -l line (commandline -cp)
            sealane "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null
        end
        complete -c sealane -a "(__sealane_complete)"
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new DocumentedCommand("completion", "Print a script that teaches a shell to complete sealane's commands and options.")
        {
            Examples =
            [
                new("source <(sealane completion bash)", "in ~/.bashrc"),
                new("sealane completion fish > ~/.config/fish/completions/sealane.fish", "for fish, once"),
            ],
            Arguments = { shell },
        };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish }));
        return command;
    }
}
