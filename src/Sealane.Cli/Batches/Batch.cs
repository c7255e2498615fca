using System.CommandLine;
using Sealane.Cli.Locations;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;

namespace Sealane.Cli.Batches;

/// <summary>Carries out lines, each as a command of its own over the session's one client; what fails is named by its line.</summary>
internal sealed class Batch(Session session, Command commandLine, ParserConfiguration configuration)
{
    /// <summary>All lines of a file or of standard input, several at a time.</summary>
    public async Task RunAsync(string path, int jobs, CancellationToken cancellationToken)
    {
        // Each line holds a thread while it waits; the pool would add them one by one, a second apart.
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(threads + jobs, ports);
        var output = new SharedOutput(StandardOutput.Open());
        await using (output.ConfigureAwait(false))
        {
            await Parallel.ForEachAsync(
                NameList.Read(path, nul: false).Index(),
                new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellationToken },
                async (line, token) => await LineAsync(line.Index + 1, line.Item, output, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task LineAsync(int number, string line, SharedOutput output, CancellationToken cancellationToken)
    {
        try
        {
            var words = ShellWords.Split(line);
            if (words.Count > 0 && await CommandAsync(words, output, cancellationToken).ConfigureAwait(false) != ExitCode.Done)
            {
                session.Report.LineFailed(number, line, null);
            }
        }
        catch (PipeClosedException)
        {
            throw;
        }
        catch (Exception problem) when (Sentences.IsForPeople(problem))
        {
            session.Report.LineFailed(number, line, problem);
        }
    }

    private async Task<int> CommandAsync(List<string> words, SharedOutput output, CancellationToken cancellationToken)
    {
        var parsed = commandLine.Parse(words, configuration);
        if (parsed.Errors.Count > 0)
        {
            throw new UsageException(string.Join(' ', parsed.Errors.Select(error => error.Message)));
        }

        if (parsed.CommandResult.Command is not S3Command { Name: not "run" } command)
        {
            throw new UsageException($"'{words[0]}' cannot stand here: a line is one of the commands that talk to S3.");
        }

        var own = session.For(parsed, output);
        await using (own.ConfigureAwait(false))
        {
            var exit = await command.RunAsync(own, parsed, cancellationToken).ConfigureAwait(false);
            own.Report.Flush();
            session.Report.Add(own.Report);
            return exit;
        }
    }
}
