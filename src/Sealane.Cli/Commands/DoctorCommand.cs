using System.CommandLine;
using Sealane.Cli.Flags;
using Sealane.Cli.Help;
using Sealane.Cli.Output;
using Sealane.Cli.Patients;
using Sealane.Cli.Sessions;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane doctor -- PROGRAM ARGS</c>: will the signatures of this program survive the way?</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var program = new Argument<string[]>("program") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.ZeroOrMore };
        var ways = WayFlags.Create();
        var reports = new ReportFlags();
        var each = new Option<bool>("--each") { Description = "Run the program once for each way, through it, in place of replaying what it sent." };
        var endpoint = new Option<bool>("--endpoint") { Description = "Give the program the lab's URL as its endpoint too: for programs that ask no proxy." };
        var repeat = Values.Number("--repeat", 1);
        repeat.Description = "Run the program so often.";
        var timeout = Values.Duration("--timeout");
        timeout.Description = "End each run after this time.";
        var seed = new Option<int>("--seed") { Description = "Seeds the edges' schedule of holds, with --each.", DefaultValueFactory = _ => Story.TryStory.DefaultSeed };
        var command = new DocumentedCommand("doctor", "Run any program that uses any S3 SDK with a lab in front, and say what breaks its signatures.")
        {
            Examples =
            [
                new Example("sealane doctor -- python3 upload.py", "one run, replayed over every way that is known"),
                new Example("sealane doctor --profiles haproxy,corporate-proxy+cloudfront-accelerate -- ./backup.sh", "over these ways alone, and all must be survived"),
                new Example("sealane doctor --report signatures.xml --report signatures.md -- npm test", "JUnit XML and Markdown for CI"),
            ],
            Notes = "Exit codes: 0 every signature is proven to survive; 1 a finding; 2 wrong usage; 3 nothing was seen, or not all of it can be proven: another host was asked, another key used, the program failed. "
                + "Without --profiles a way that lets no S3 signature through, whoever the client is, does not count against the program. Nothing leaves this machine.",
        };
        command.Add(program);
        command.Add(ways);
        command.Add(each);
        command.Add(endpoint);
        command.Add(repeat);
        command.Add(timeout);
        reports.AddTo(command);
        command.Add(seed);
        command.Add(ListenCommand.Create());
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var chosen = WayFlags.Read(parsed.GetValue(ways));
            reports.Check(parsed);
            var order = new ExaminationOrder
            {
                Program = parsed.GetValue(program) switch
                {
                    [['-', ..] option, ..] => throw new UsageException($"'{option}' is no option of doctor. Name the program to examine after --, as in 'sealane doctor -- python3 upload.py'."),
                    { Length: > 0 } named => named,
                    _ => throw new UsageException("Name the program to examine after --, as in 'sealane doctor -- python3 upload.py'."),
                },
                Ways = chosen.Ways,
                IsStrict = chosen.AreNamed,
                RunsForEachWay = parsed.GetValue(each),
                AtEndpoint = parsed.GetValue(endpoint),
                Times = parsed.GetValue(repeat) ?? 1,
                Time = parsed.GetValue(timeout),
                Seed = parsed.GetValue(seed),
                OutputToError = parsed.GetValue(reports.Json),
            };
            var examination = await new Consultation(order).HoldAsync(cancellationToken).ConfigureAwait(false);
            return await reports.DeliverAsync(parsed, examination, cancellationToken).ConfigureAwait(false);
        }));
        return command;
    }
}
