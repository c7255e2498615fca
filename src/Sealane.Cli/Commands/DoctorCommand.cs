using System.CommandLine;
using System.Text;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Cli.Patients;
using Sealane.Doctor;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;
using Sealane.Lab;
using Sealane.Signing.Keys;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane doctor -- PROGRAM ARGS</c>: will the signatures of this program survive the way?</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var program = new Argument<string[]>("program") { Description = "The program and its arguments, after --.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Report as JSON on standard output; what the program prints goes to standard error." };
        var seed = new Option<int>("--seed") { Description = "Seeds the edge's schedule of holds.", DefaultValueFactory = _ => Story.TryStory.DefaultSeed };
        var command = new Command("doctor", "Run any program that uses any S3 SDK with a lab in front, and say what breaks its signatures.") { program, json, seed };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(() =>
            ExamineAsync(parsed.GetValue(program)!, parsed.GetValue(seed), parsed.GetValue(json), cancellationToken)));
        return command;
    }

    // lab -> program under its environment -> voyages -> diagnoses -> report -> exit code
    private static async Task<int> ExamineAsync(string[] program, int seed, bool json, CancellationToken cancellationToken)
    {
        // 1 The lab, with buckets made on first use and acceleration on.
        var lab = await S3Lab.StartAsync(new LabOptions { Seed = seed }, cancellationToken).ConfigureAwait(false);
        await using (lab.ConfigureAwait(false))
        {
            // 2 The program, with nothing of the user's own account in reach.
            var exit = await Patient.RunAsync(program, lab.Environment, outputToError: json, cancellationToken).ConfigureAwait(false);

            await SettleAsync(lab, cancellationToken).ConfigureAwait(false);

            // 3 What it did, examined from the heads alone.
            var doctor = new SignatureDoctor(new SigningKeyCache());
            var diagnoses = lab.Voyages.Select(voyage => doctor.Examine(voyage, lab.SecretOf)).ToList();

            // 4 The report.
            await Console.Out.WriteLineAsync(json ? Encoding.UTF8.GetString(JsonReport.Write(diagnoses)) : TextReport.Write(diagnoses)).ConfigureAwait(false);
            foreach (var refusal in lab.Refusals)
            {
                Complaints.Say(refusal.Sentence);
            }

            if (exit != 0)
            {
                Complaints.Say($"{program[0]} ended with exit code {exit}.");
            }

            return diagnoses.Count == 0 ? ExitCode.NothingSeen
                : diagnoses.Any(diagnosis => diagnosis.Findings.Any(finding => finding.Severity > Severity.Notice)) ? ExitCode.Failed
                : ExitCode.Done;
        }
    }

    // What it left behind may still hold connections; what is known by then is enough.
    private static async Task SettleAsync(S3Lab lab, CancellationToken cancellationToken)
    {
        try
        {
            await lab.SettleAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(2), cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
        }
    }
}
