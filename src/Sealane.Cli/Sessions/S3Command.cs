using System.CommandLine;
using Sealane.Cli.Help;
using Sealane.Cli.Output;

namespace Sealane.Cli.Sessions;

/// <summary>A command that talks to S3: alone in a session of its own, or as a line of <c>sealane run</c> in a session that it shares.</summary>
internal sealed class S3Command : DocumentedCommand
{
    private readonly Func<Session, ParseResult, CancellationToken, Task<int>> _run;

    public S3Command(string name, string description, Func<Session, ParseResult, CancellationToken, Task<int>> run)
        : base(name, description)
    {
        _run = run;
        SetAction((parsed, cancellationToken) => Guard.RunAsync(() => AloneAsync(parsed, cancellationToken)));
    }

    /// <summary>Whether it moves objects, of which something may be left when it is stopped.</summary>
    public bool IsTransfer { get; init; }

    /// <summary>Runs it in a session.</summary>
    public Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken) => _run(session, parsed, cancellationToken);

    private async Task<int> AloneAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.Open(parsed);
        await using (session.ConfigureAwait(false))
        {
            using var retries = session.Report.Style.Statistics ? new RetryCount() : null;
            try
            {
                return await RunAsync(session, parsed, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (IsTransfer)
            {
                session.Report.Flush();
                Complaints.Say(Stopped(session));
                return ExitCode.Failed;
            }
            finally
            {
                if (retries is not null)
                {
                    Statistics.Write(session.Report, retries.Value);
                }
            }
        }
    }

    // What was kept of a transfer, or given up, the client says itself.
    private static string Stopped(Session session) =>
        $"Stopped before it was done; {session.Report.Objects} object{(session.Report.Objects == 1 ? " was" : "s were")} done."
        + (session.Options.JournalFolder is null ? "" : " What was begun goes on where it ended when it is asked for again.");
}
