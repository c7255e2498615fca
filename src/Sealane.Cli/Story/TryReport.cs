using System.Globalization;
using Sealane.Doctor.Findings;
using Sealane.Doctor.Reports;
using Sealane.Edge.Relay;
using Sealane.Lab;
using Sealane.Signing.Journey;
using Spectre.Console;

namespace Sealane.Cli.Story;

/// <summary>The story in words and tables.</summary>
internal sealed class TryReport(IAnsiConsole console)
{
    /// <summary>The lab, and the schedule before anything happens.</summary>
    public void Opening(S3Lab lab, string bucket, int length, HoldSchedule schedule, int seed)
    {
        Heading("A private internet");
        console.MarkupLineInterpolated($"endpoint, edge and names on loopback; authority {lab.AuthorityFile}; bucket {bucket}, acceleration on; each upload {length} bytes");
        console.MarkupLineInterpolated($"before it writes a chunked request's head onward the edge waits for (seed {seed}):");
        console.WriteLine("  " + string.Join(", ", schedule.First(Uploads.Times).Select((hold, index) => $"{index + 1}: {hold}")));
    }

    /// <summary>One client's uploads.</summary>
    public void Show(Series series)
    {
        Heading($"{series.Client}, {series.Way}: {series.Survived} of {series.Trials.Count}");
        var table = new Table().Border(TableBorder.Simple).AddColumns("#", "the edge waited for", "framing onward", "answer");
        foreach (var trial in series.Trials)
        {
            table.AddRow(
                trial.Number.ToString(CultureInfo.InvariantCulture),
                trial.Hold ?? "-",
                Words(trial.Onward),
                trial.Survived ? $"[green]{trial.Status}[/]" : $"[red]{trial.Status} {Markup.Escape(trial.ErrorCode ?? "")}[/]");
        }

        console.Write(table);
        if (series.Trials.FirstOrDefault(trial => !trial.Survived)?.Voyage.Arrival?.ErrorMessage is { } message)
        {
            console.MarkupLineInterpolated($"S3 says: [italic]{message}[/]");
        }
    }

    /// <summary>What the doctor makes of one upload.</summary>
    public void Explain(Trial trial, Diagnosis diagnosis)
    {
        Heading($"Why: upload {trial.Number}, examined from its heads");
        console.WriteLine(TextReport.Write(diagnosis));
    }

    /// <summary>Everything in one table.</summary>
    public void Close(Series ours, Series theirs, IReadOnlyList<(Remedy Remedy, Series Series)> outcomes)
    {
        Heading("The remedies, each really run, and all in one table");
        var table = new Table().Border(TableBorder.Simple).AddColumns("client", "way", "stored", "cures", "why");
        Add(ours, "", "signs nothing that the way may touch; knows its length and sends it");
        Add(theirs, "", "signs transfer-encoding, which the edge may replace by Content-Length");
        foreach (var (remedy, series) in outcomes)
        {
            Add(series, remedy.Cures ? "yes" : "no", $"{remedy.Name}: {remedy.Why}");
        }

        console.Write(table);

        void Add(Series series, string cures, string why) => table.AddRow(
            Markup.Escape(series.Client),
            series.Way,
            series.Survived == series.Trials.Count ? $"[green]{series.Survived}/{series.Trials.Count}[/]" : $"[red]{series.Survived}/{series.Trials.Count}[/]",
            cures,
            Markup.Escape(why));
    }

    /// <summary>Where the heads are.</summary>
    public void Recorded(string folder) => console.MarkupLineInterpolated($"raw heads of every request at every hop, and the lab's keys: {folder}");

    private static string Words(BodyFraming framing) => framing switch
    {
        BodyFraming.ContentLength => "Content-Length",
        BodyFraming.Chunked => "Transfer-Encoding: chunked",
        BodyFraming.Both => "both",
        _ => "none",
    };

    private void Heading(string text)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{text}[/]");
    }
}
