using System.CommandLine;
using Sealane.Cli.Help;

namespace Sealane.Cli.Sessions;

/// <summary>A command that talks to S3: alone in a session of its own, or as a line of <c>sealane run</c> in a session that it shares.</summary>
internal sealed class S3Command : DocumentedCommand
{
    private readonly Func<Session, ParseResult, CancellationToken, Task<int>> _run;

    public S3Command(string name, string description, Func<Session, ParseResult, CancellationToken, Task<int>> run)
        : base(name, description)
    {
        _run = run;
        SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var session = Session.Open(parsed);
            await using (session.ConfigureAwait(false))
            {
                return await RunAsync(session, parsed, cancellationToken).ConfigureAwait(false);
            }
        }));
    }

    /// <summary>Runs it in a session.</summary>
    public Task<int> RunAsync(Session session, ParseResult parsed, CancellationToken cancellationToken) => _run(session, parsed, cancellationToken);
}
