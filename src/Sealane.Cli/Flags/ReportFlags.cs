using System.CommandLine;
using System.Text;
using Sealane.Cli.Patients;
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

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Json);
        command.Add(Files);
    }

    /// <summary>Says what is wrong before a program runs.</summary>
    public void Check(ParseResult parsed)
    {
        foreach (var file in parsed.GetValue(Files)!)
        {
            ReportFile.Check(file);
        }
    }

    /// <summary>Writes every report, and says how the command ends.</summary>
    public async Task<int> DeliverAsync(ParseResult parsed, Examination examination, CancellationToken cancellationToken)
    {
        await Console.Out.WriteLineAsync(parsed.GetValue(Json) ? Encoding.UTF8.GetString(JsonReport.Write(examination)) : TextReport.Write(examination)).ConfigureAwait(false);
        foreach (var file in parsed.GetValue(Files)!)
        {
            await ReportFile.WriteAsync(file, examination, cancellationToken).ConfigureAwait(false);
        }

        return examination.Conclusion switch
        {
            Conclusion.Survives => ExitCode.Done,
            Conclusion.Finding => ExitCode.Failed,
            _ => ExitCode.NothingSeen,
        };
    }
}
