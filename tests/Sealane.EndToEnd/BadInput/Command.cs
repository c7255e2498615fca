using System.Diagnostics;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.BadInput;

/// <summary>The command as somebody types it who made a mistake, in a folder of their own.</summary>
internal static class Command
{
    public const string AccessKeyId = "AKIABADINPUT00EXAMPLE";
    public const string Secret = "the/right+secret/of/these+tests/EXAMPLE";

    /// <summary>Runs it in a folder and with the right keys, unless the variables say otherwise.</summary>
    public static Task<OutsideProgram> RunAsync(ScratchFolder folder, IEnumerable<string> arguments, params (string Name, string? Value)[] variables) =>
        RunAsync(folder, null, arguments, variables);

    /// <summary>The same, with a text for standard input.</summary>
    public static Task<OutsideProgram> RunAsync(ScratchFolder folder, string? input, IEnumerable<string> arguments, params (string Name, string? Value)[] variables)
    {
        var environment = CleanEnvironment(folder.Path);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return OutsideProgram.RunAsync(OutsideProgram.Sealane, arguments, environment, folder.Path, input);
    }

    /// <summary>How to start it, for whoever means to end it before its end.</summary>
    public static ProcessStartInfo Start(ScratchFolder folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(OutsideProgram.Sealane, arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in CleanEnvironment(folder.Path))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>One sentence or two in one line on standard error, the phrases in it, no stack trace.</summary>
    public static void SaysWhatIsWrongAndWhatToDo(OutsideProgram refused, int exit, params IEnumerable<string> phrases)
    {
        Assert.True(refused.ExitCode == exit, refused.ToString());
        Assert.All(phrases, phrase => Assert.True(refused.Error.Contains(phrase, StringComparison.Ordinal), $"'{phrase}' is missing: {refused}"));
        foreach (var trace in new[] { "   at ", "Exception", "(Parameter '" })
        {
            Assert.False(refused.Error.Contains(trace, StringComparison.Ordinal) || refused.Output.Contains(trace, StringComparison.Ordinal), refused.ToString());
        }

        if (exit == 1)
        {
            Assert.StartsWith("sealane: ", refused.Error, StringComparison.Ordinal);
            Assert.Single(refused.Error.TrimEnd().Split('\n'));
            Assert.Empty(refused.Output);
        }
    }

    // A user who has keys and a region, and nothing else that a program could pick up on this machine.
    private static Dictionary<string, string?> CleanEnvironment(string home)
    {
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
        variables["HOME"] = home;
        variables["AWS_REGION"] = "us-east-1";
        variables["AWS_ACCESS_KEY_ID"] = AccessKeyId;
        variables["AWS_SECRET_ACCESS_KEY"] = Secret;
        return variables;
    }
}
