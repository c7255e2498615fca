using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.Command;

/// <summary>Help and completion, for somebody who asks.</summary>
public sealed class HelpTests
{
    [Fact]
    public async Task Every_command_has_help_with_examples_to_copy()
    {
        var help = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["--help"]);
        Assert.True(help.ExitCode == 0, help.ToString());
        foreach (var name in new[] { "cp", "rm", "ls", "du", "cat", "put", "head", "mb", "rb", "presign", "run", "config", "completion" })
        {
            Assert.Matches($@"(?m)^  {name} +\S", help.Output);
            var own = await OutsideProgram.RunAsync(OutsideProgram.Sealane, [name, "--help"]);
            Assert.True(own.ExitCode == 0, own.ToString());
            Assert.Contains("Examples:\n", own.Output, StringComparison.Ordinal);
            Assert.All(own.Output.Split('\n'), line => Assert.True(line.Length <= 160, line));
        }
    }

    [Fact]
    public async Task A_shell_can_read_the_completion_and_ask_the_program()
    {
        var bash = OutsideProgram.Need("bash");
        var script = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["completion", "bash"]);
        var read = await OutsideProgram.RunAsync(bash, ["-n"], input: script.Output);
        Assert.True(read.ExitCode == 0, read.ToString());

        var path = Path.GetDirectoryName(OutsideProgram.Sealane) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        var asked = await OutsideProgram.RunAsync(
            bash,
            ["-c", script.Output + "\nCOMP_LINE='sealane pres'; COMP_POINT=12; COMP_WORDS=(sealane pres); COMP_CWORD=1; _sealane; echo \"${COMPREPLY[@]}\""],
            new Dictionary<string, string?> { ["PATH"] = path });
        Assert.Equal("presign\n", asked.Output);
    }

    // What zsh itself provides only on a terminal is written out; fish completes without one.
    [Theory]
    [InlineData("zsh", "-f", "compdef() { :; }; compadd() { print -rl -- $found; }; _files() { :; }; source <(sealane completion zsh); BUFFER='sealane pres'; CURSOR=12; _sealane")]
    [InlineData("fish", "--no-config", "sealane completion fish | source; complete -C 'sealane pres'")]
    public async Task Other_shells_ask_the_program_too(string shell, string option, string script)
    {
        var path = Path.GetDirectoryName(OutsideProgram.Sealane) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        var asked = await OutsideProgram.RunAsync(OutsideProgram.Need(shell), [option, "-c", script], new Dictionary<string, string?> { ["PATH"] = path });
        Assert.Equal("presign", asked.Output.Trim());
    }
}
