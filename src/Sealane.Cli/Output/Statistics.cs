using System.Globalization;

namespace Sealane.Cli.Output;

/// <summary>The sums of a command, for <c>--stat</c>: on standard error, or as the last JSON object.</summary>
internal static class Statistics
{
    private const string StatusFile = "/proc/self/status";
    private const string Peak = "VmHWM:";

    public static void Write(Report report, long retries)
    {
        var (seconds, cpu, peak) = (report.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds, PeakMemory());
        var rate = seconds > 0 ? report.Bytes / seconds : 0;
        if (report.Style.Json)
        {
            report.WriteJson(json =>
            {
                json.WriteString("status"u8, "summary");
                json.WriteNumber("objects"u8, report.Objects);
                json.WriteNumber("bytes"u8, report.Bytes);
                json.WriteNumber("failed"u8, report.Failures);
                json.WriteNumber("retries"u8, retries);
                json.WriteNumber("seconds"u8, Math.Round(seconds, 3));
                json.WriteNumber("bytes_per_second"u8, Math.Round(rate));
                json.WriteNumber("cpu_seconds"u8, Math.Round(cpu, 3));
                json.WriteNumber("peak_memory_bytes"u8, peak);
            });
            report.Flush();
            return;
        }

        Complaints.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Objects} objects, {HumanSize.Of(report.Bytes)} in {seconds:0.00} s ({HumanSize.Of(rate)}/s), {report.Failures} failed, {retries} retries; processor {cpu:0.00} s, memory at most {HumanSize.Of(peak)}"));
    }

    // The kernel's own mark of the most that was resident; elsewhere what is resident now.
    private static long PeakMemory()
    {
        if (!File.Exists(StatusFile))
        {
            return Environment.WorkingSet;
        }

        var line = File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(Peak, StringComparison.Ordinal));
        return line is not null && long.TryParse(line[Peak.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.Integer, CultureInfo.InvariantCulture, out var kilobytes)
            ? kilobytes * 1024
            : Environment.WorkingSet;
    }
}
