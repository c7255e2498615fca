using Sealane.Cli.Output;
using Sealane.Diagnostics;

namespace Sealane.Cli.Commands;

/// <summary>Turns what goes wrong in a command into a sentence and an exit code; a stack trace helps nobody at a prompt.</summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Func<Task<int>> command)
    {
        try
        {
            return await command().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Terminal.Complain("Stopped before it was done.");
            return ExitCode.Failed;
        }
        catch (Exception problem) when (problem is S3Exception or S3ConfigurationException or ChecksumMismatchException or IOException or UnauthorizedAccessException
            or ArgumentException or FormatException or InvalidDataException)
        {
            Terminal.Complain(Sentence(problem));
            return ExitCode.Failed;
        }
    }

    // The parameter's name means something to who wrote the call, not to who typed the command.
    private static string Sentence(Exception problem) => problem is ArgumentException { ParamName: { } name }
        ? problem.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : problem.Message;
}
