using System.Globalization;
using Sealane.Cli.Output;

namespace Sealane.Cli.Acceleration;

/// <summary>Bars, one under the other, and a sentence that says which endpoint wins and by how much.</summary>
internal static class ComparisonReport
{
    private const int BarWidth = 30;

    // Below this, the next five rounds may say the opposite.
    private const double Level = 1.05;

    public static void Write(Report report, IReadOnlyList<Comparison> comparisons)
    {
        foreach (var one in comparisons)
        {
            if (report.Style.Json)
            {
                Json(report, one);
            }
            else
            {
                Bars(report.Lines, one);
            }
        }

        if (!report.Style.Json)
        {
            report.Lines.Text(Verdict(comparisons)).End();
        }
    }

    private static void Json(Report report, Comparison one) => report.WriteJson(json =>
    {
        json.WriteString("direction"u8, one.Upload ? "upload" : "download");
        json.WriteNumber("bytes"u8, one.Size);
        json.WriteNumber("regional_seconds"u8, one.Regional.TotalSeconds);
        json.WriteNumber("accelerated_seconds"u8, one.Accelerated.TotalSeconds);
        json.WriteNumber("gain"u8, Math.Round(one.Gain, 3));
    });

    private static void Bars(LineWriter lines, Comparison one)
    {
        var slower = one.Regional > one.Accelerated ? one.Regional : one.Accelerated;
        lines.Text($"{(one.Upload ? "upload" : "download")} of {HumanSize.Of(one.Size)}").End();
        Bar(lines, "regional", one.Regional, slower, one.Size, "");
        Bar(lines, "accelerated", one.Accelerated, slower, one.Size, Gain(one.Gain));
    }

    private static void Bar(LineWriter lines, string name, TimeSpan time, TimeSpan slower, long size, string gain)
    {
        var length = Math.Max(1, (int)Math.Round(time / slower * BarWidth));
        lines.Text($"  {name,-12}{new string('█', length).PadRight(BarWidth)} ")
            .Text(string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds,9:0.0} ms {HumanSize.Of(size / time.TotalSeconds),12}/s  {gain}").TrimEnd())
            .End();
    }

    private static string Verdict(IReadOnlyList<Comparison> comparisons)
    {
        var (up, down) = (Mean(comparisons.Where(one => one.Upload)), Mean(comparisons.Where(one => !one.Upload)));
        var all = Math.Sqrt(up * down);
        var winner = all > Level ? "Acceleration wins from here" : all < 1 / Level ? "The regional endpoint wins from here" : "Neither wins from here, so the regional endpoint is the cheaper choice";
        return $"{winner}: over acceleration uploads are {Gain(up)}, downloads {Gain(down)}.";
    }

    private static double Mean(IEnumerable<Comparison> comparisons) => Math.Exp(comparisons.Average(one => Math.Log(one.Gain)));

    private static string Gain(double gain) => gain is < Level and > 1 / Level
        ? "as fast"
        : string.Create(CultureInfo.InvariantCulture, $"{(gain >= 1 ? gain : 1 / gain):0.00} times as {(gain >= 1 ? "fast" : "slow")}");
}
