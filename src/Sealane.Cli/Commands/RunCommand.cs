using System.CommandLine;
using Sealane.Cli.Batches;
using Sealane.Cli.Flags;
using Sealane.Cli.Sessions;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane run</c>: a file of commands, several at a time, over one client.</summary>
internal static class RunCommand
{
    private const int DefaultJobs = 16;
    private const string Name = "run";

    /// <summary>Makes the command.</summary>
    /// <param name="commandLine">The whole command line, which each line is parsed by.</param>
    public static Command Create(Func<Command> commandLine)
    {
        var file = new Argument<string>("file") { Description = "A file with a command a line, or - for standard input.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "-" };
        var jobs = Values.Number("--jobs", 1, "-j");
        jobs.Description = $"How many lines are carried out at a time; {DefaultJobs} if you do not say.";
        return new S3Command(Name, "Carry out the commands in a file, in parallel.", async (session, parsed, cancellationToken) =>
        {
            var batch = new Batch(session, commandLine(), parsed.Configuration);
            await batch.RunAsync(parsed.GetValue(file)!, parsed.GetValue(jobs) ?? DefaultJobs, cancellationToken).ConfigureAwait(false);
            return session.Report.ExitCode;
        })
        {
            Notes = "A line is written as after 'sealane', with a shell's quotes; '#' begins a comment. Lines are carried out in any order.\nA failed line is named, the others go on, and the exit code is 1.",
            Examples =
            [
                new("sealane run commands.txt", "cp a.bin s3://bucket/a.bin, rm 's3://bucket/tmp/*' and so on, one a line"),
                new("generate | sealane run - --jobs 64", "from a pipe"),
            ],
            Arguments = { file },
            Options = { jobs },
        };
    }
}
