using static Sealane.Bench.Transfers.Report;

namespace Sealane.Bench.Transfers;

/// <summary>What a command costs before it moves anything to speak of.</summary>
internal static class StartTable
{
    private const int Runs = 20;

    private static readonly string[] Jobs = ["version", "4 KiB get plain", "4 KiB get TLS", "4 KiB put plain", "4 KiB put TLS"];

    public static void Run(Bench bench)
    {
        var source = bench.Source(4096);
        var target = bench.File("target-4KiB");
        using var plain = bench.Null(tls: false);
        using var tls = bench.Null(tls: true);
        var commands = bench.Commands.All().Where(command => command.Name is "curl" or "sealane").ToList();
        for (var round = 0; round < Runs; round++)
        {
            bench.Measure("version", "an empty program", new("true"));
            bench.Measure("version", "curl", new("curl", "--version"));
            bench.Measure("version", "sealane", new(bench.Sealane, "--version"));
            foreach (var command in commands)
            {
                foreach (var (endpoint, scheme) in new[] { (plain, "plain"), (tls, "TLS") })
                {
                    bench.Measure($"4 KiB get {scheme}", command.Name, command.Get(endpoint, "bench/4KiB-1", target));
                    bench.Measure($"4 KiB put {scheme}", command.Name, command.Put(endpoint, source, "4KiB-1"));
                }
            }
        }

        var ledger = bench.Ledger;
        bench.Report.Table(
            "Starting",
            $"Wall milliseconds / CPU milliseconds (times curl's wall), medians of {Runs}. Over TLS the authority is given as a file of one certificate to both.",
            ["", .. Jobs],
            new[] { "an empty program", "curl", "sealane" }.Select(peer => (IReadOnlyList<string>)
            [
                peer,
                .. Jobs.Select(job => ledger.Has(job, peer)
                    ? $"{Show(ledger.Median(job, peer, cost => cost.Wall) * 1000, "0.0")} / {Show(ledger.Median(job, peer, cost => cost.Cpu) * 1000, "0.0")} ({Show(ledger.Ratio(job, peer, "curl", cost => cost.Wall))}x)"
                    : "-"),
            ]));
    }
}
