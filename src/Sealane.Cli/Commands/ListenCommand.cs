using System.CommandLine;
using System.Net;
using Sealane.Cli.Flags;
using Sealane.Cli.Help;
using Sealane.Cli.Patients;
using Sealane.Cli.Sessions;
using Sealane.Doctor.Reports;
using Sealane.Lab;
using Sealane.Lab.Consoles;
using Sealane.Signing.Journey;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane doctor listen</c>: the same for a program that somebody else starts, on this machine or in a container on its network.</summary>
internal static class ListenCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 0 };
        var authority = new Option<string?>("--ca") { Description = "Write the certificate that the program has to trust to this file too: to mount it into a container.", HelpName = "file" };
        var requests = Values.Number("--requests", 1);
        requests.Description = "End after so many requests.";
        var time = Values.Duration("--for");
        time.Description = "End after this time.";
        var console = new Option<int?>("--console") { Description = "Show requests as they come on a page at this port of 127.0.0.1; 0 takes a free one." };
        var ways = WayFlags.Create();
        var reports = new ReportFlags();
        var command = new DocumentedCommand("listen", "Wait for a program that runs elsewhere on this machine, and report when it is done.")
        {
            Examples =
            [
                new Example("sealane doctor listen --for 10m --report signatures.html", "prints what to set, and waits"),
                new Example("sealane doctor listen --ca /tmp/ca.pem --port 8900", "for a container: docker run --network host -v /tmp/ca.pem:/ca.pem -e AWS_CA_BUNDLE=/ca.pem -e HTTPS_PROXY=http://127.0.0.1:8900 ..."),
            ],
            Notes = "Ends with Ctrl+C, after --requests or after --for, and then reports as 'sealane doctor' does, with its exit codes. It listens on this machine alone: a container reaches it on the host's network.",
        };
        foreach (var option in new Option[] { port, authority, requests, time, console, ways })
        {
            command.Add(option);
        }

        reports.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var chosen = WayFlags.Read(parsed.GetValue(ways));
            reports.Check(parsed);
            var session = new Session(
                new IPEndPoint(IPAddress.Loopback, parsed.GetValue(port)), parsed.GetValue(authority), parsed.GetValue(requests), parsed.GetValue(time), parsed.GetValue(console), ToError: parsed.GetValue(reports.Json));
            var examination = await ListenAsync(session, new CaseFile(chosen.Ways, chosen.AreNamed), cancellationToken).ConfigureAwait(false);

            // Ctrl+C ended the waiting; the report comes all the same.
            return await reports.DeliverAsync(parsed, examination, CancellationToken.None).ConfigureAwait(false);
        }));
        return command;
    }

    // lab -> what to set -> requests, until enough of them came -> what was sent, over every way
    private static async Task<Examination> ListenAsync(Session session, CaseFile file, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = 0;
        var live = new LiveConsole();
        await using (live.ConfigureAwait(false))
        {
            void Count(Voyage voyage)
            {
                live.Publish(voyage);
                if (Interlocked.Increment(ref seen) == session.Requests)
                {
                    done.TrySetResult();
                }
            }

            var lab = await S3Lab.StartAsync(Consultation.ForReplays with { Listen = session.Listen, OnVoyage = Count }, cancellationToken).ConfigureAwait(false);
            await using (lab.ConfigureAwait(false))
            {
                if (session.Authority is { } copy)
                {
                    File.Copy(lab.AuthorityFile, copy, overwrite: true);
                }

                var page = session.Console is { } number ? await live.StartAsync(new IPEndPoint(IPAddress.Loopback, number), [], cancellationToken).ConfigureAwait(false) : null;
                var output = session.ToError ? Console.Error : Console.Out;
                await output.WriteAsync(Invitation.Write(lab, page)).ConfigureAwait(false);
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                await WaitAsync(done.Task, session.Time, cancellationToken).ConfigureAwait(false);
                await Settling.OfAsync(lab, CancellationToken.None).ConfigureAwait(false);
                await file.AddAsync(lab, through: null, CancellationToken.None).ConfigureAwait(false);
            }
        }

        return file.Conclude(new ExaminedProgram { Command = [], Runs = 0 });
    }

    private static async Task WaitAsync(Task done, TimeSpan? time, CancellationToken cancellationToken)
    {
        try
        {
            await done.WaitAsync(time ?? Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException)
        {
        }
    }

    private sealed record Session(IPEndPoint Listen, string? Authority, int? Requests, TimeSpan? Time, int? Console, bool ToError);
}
