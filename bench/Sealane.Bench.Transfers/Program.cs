using System.Globalization;
using System.Runtime.InteropServices;

namespace Sealane.Bench.Transfers;

/// <summary>Runs the peers side by side and writes the result page.</summary>
internal static class Program
{
    private static readonly Dictionary<string, Action<Bench>> Tables = new()
    {
        ["commands"] = LargeTables.Commands,
        ["libraries"] = LargeTables.Libraries,
        ["stored"] = LargeTables.Stored,
        ["foreign"] = ForeignTable.Run,
        ["small"] = SmallTables.Commands,
        ["calls"] = SmallTables.Calls,
        ["list"] = ListTables.List,
        ["sync"] = ListTables.Sync,
        ["start"] = StartTable.Run,
        ["memory"] = MemoryTable.Run,
        ["ceiling"] = CeilingTable.Run,
        ["flat"] = ListTables.Flat,
    };

    private static int Main(string[] arguments)
    {
        string? Option(string name) => Array.IndexOf(arguments, name) is >= 0 and var index && index + 1 < arguments.Length ? arguments[index + 1] : null;

        if (Option("--sealane") is not { } sealane || Option("--date") is not { } date)
        {
            Console.Error.WriteLine($"--sealane PROGRAM --date DATE [--rounds N] [--mib N] [--only {string.Join(',', Tables.Keys)}] [--out FILE] [--folder SCRATCH] [--bun PROGRAM]");
            return 2;
        }

        var root = Root();
        var folder = Option("--folder") ?? Path.Combine(Path.GetTempPath(), "sealane-bench");
        Directory.CreateDirectory(folder);
        var report = new Report(Option("--out") ?? Path.Combine(root, "results", "transfers.md"));
        int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var bench = new Bench
        {
            Sealane = Path.GetFullPath(sealane),
            Peers = Path.Combine(root, "Sealane.Bench.Peers", "bin", "Release", "net10.0", "Sealane.Bench.Peers"),
            Folder = folder,
            Rounds = Number("--rounds", 5),
            LargeMiB = Number("--mib", 1024),
            Launcher = Launcher.Create(Path.Combine(root, "launch.c"), folder),
            Commands = new Commands(Path.GetFullPath(sealane), Path.Combine(root, "peers"), Option("--bun") ?? Commands.Found("bun")),
            Report = report,
        };

        Facts(report, string.Concat(new[] { "--rounds", "--mib", "--only" }.Where(arguments.Contains).Select(name => $" {name} {Option(name)}")), date);
        var failed = 0;
        foreach (var (name, table) in Tables.Where(table => Option("--only")?.Split(',').Contains(table.Key) ?? true))
        {
            Console.WriteLine($"== {name}");
            try
            {
                table(bench);
            }
            catch (Exception failure) when (failure is InvalidDataException or InvalidOperationException or IOException)
            {
                // The other tables are worth having; that this one is not, nobody shall overlook.
                Console.WriteLine($"FAILED: {failure.Message}");
                report.Line();
                report.Line($"**The table `{name}` failed: {failure.Message}**");
                failed = 1;
            }
        }

        Goals.Write(bench);
        return failed;
    }

    private static void Facts(Report report, string options, string date)
    {
        report.Line("# Transfers, side by side");
        report.Line();
        report.Line($"{date}: {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, kernel {Environment.OSVersion.Version}, {RuntimeInformation.FrameworkDescription}; client and endpoint share the cores, over loopback.");
        report.Line();
        report.Line($"Made with `bench/run.sh{options}`, which is described in [bench/README.md](../README.md).");
        report.Line("Medians of rounds that take turns; a ratio is the median of the rounds' ratios. CPU is user and system time of the client alone.");
    }

    // The bench folder, from the program's own place in it.
    private static string Root() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
}
