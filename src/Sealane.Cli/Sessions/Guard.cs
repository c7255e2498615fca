using Sealane.Cli.Output;

namespace Sealane.Cli.Sessions;

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
            Complaints.Say("Stopped before it was done.");
            return ExitCode.Failed;
        }
        catch (PipeClosedException)
        {
            return ExitCode.Failed;
        }
        catch (Exception problem) when (Sentences.IsForPeople(problem))
        {
            Complaints.Say(Sentences.Of(problem));
            return problem is UsageException ? ExitCode.Usage : ExitCode.Failed;
        }
    }
}
