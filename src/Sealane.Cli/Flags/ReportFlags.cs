using System.CommandLine;
using System.Text;
using Sealane.Cli.Output;
using Sealane.Cli.Patients;
using Sealane.Doctor.Baselines;
using Sealane.Doctor.Reports;

namespace Sealane.Cli.Flags;

/// <summary>Where reports go, and what an examination tells whoever started it.</summary>
internal sealed class ReportFlags
{
    /// <summary>The report as JSON on standard output.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Report as JSON on standard output; what the program prints goes to standard error." };

    private Option<string[]> Files { get; } = new("--report")
    {
        Description = "Write the report to this file too; its ending says how: .html, .json, .xml (JUnit), .md, .txt. May be repeated.",
        HelpName = "file",
        DefaultValueFactory = _ => [],
    };

    private Option<string?> Save { get; } = new("--save")
    {
        Description = "Keep how each operation is sent, and what survives, in this file: a baseline for --against.",
        HelpName = "baseline.json",
    };

    private Option<string?> Against { get; } = new("--against")
    {
        Description = "Say what changed since this baseline was saved, and whether it got worse: then the exit code is 1, else 0.",
        HelpName = "baseline.json",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Json);
        command.Add(Files);
        command.Add(Save);
        command.Add(Against);
    }

    /// <summary>Says what is wrong before a program runs.</summary>
    public void Check(ParseResult parsed)
    {
        foreach (var file in parsed.GetValue(Files)!)
        {
            ReportFile.Check(file);
        }

        if (parsed.GetValue(Save) is { } save)
        {
            ReportFile.CheckFolder(save);
        }

        _ = Read(parsed.GetValue(Against));
    }

    /// <summary>Writes every report, and says how the command ends.</summary>
    public async Task<int> DeliverAsync(ParseResult parsed, Examination examination, CancellationToken cancellationToken)
    {
        // 1 What changed, before the new baseline takes the old one's place.
        var against = parsed.GetValue(Against);
        if (Read(against) is { } before)
        {
            examination = examination with { Comparison = Comparison.Of(against!, before, examination.Baseline) };
        }

        // 2 Every form that was asked for.
        await Console.Out.WriteLineAsync(parsed.GetValue(Json) ? Encoding.UTF8.GetString(JsonReport.Write(examination)) : TextReport.Write(examination)).ConfigureAwait(false);
        foreach (var file in parsed.GetValue(Files)!)
        {
            await ReportFile.WriteAsync(file, examination, cancellationToken).ConfigureAwait(false);
        }

        if (parsed.GetValue(Save) is { } save && examination.Conclusion is not Conclusion.NothingSeen)
        {
            await File.WriteAllBytesAsync(save, examination.Baseline.Write(), cancellationToken).ConfigureAwait(false);
        }

        // 3 What is not proven is never well.
        return examination switch
        {
            { Conclusion: Conclusion.NothingSeen or Conclusion.NotProven } => ExitCode.NothingSeen,
            { Comparison: { } comparison } => comparison.IsWorse ? ExitCode.Failed : ExitCode.Done,
            { Conclusion: Conclusion.Finding } => ExitCode.Failed,
            _ => ExitCode.Done,
        };
    }

    private static Baseline? Read(string? file)
    {
        try
        {
            return file is null ? null : Baseline.Read(File.ReadAllBytes(file), file);
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(fault.Message);
        }
    }
}
