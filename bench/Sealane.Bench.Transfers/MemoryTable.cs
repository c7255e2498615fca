using static Sealane.Bench.Transfers.Report;

namespace Sealane.Bench.Transfers;

/// <summary>The memory of the command for one file of any size.</summary>
internal static class MemoryTable
{
    public static readonly (string Name, long Length)[] Sizes = [("4KiB", 4096), ("10MiB", 10L << 20), ("100MiB", 100L << 20), ("1GiB", 1L << 30), ("5GiB", 5L << 30)];

    public static void Run(Bench bench)
    {
        var target = bench.File("target");
        var command = bench.Commands.All().First(command => command.Name == "sealane");
        using (var plain = bench.Null(tls: false))
        using (var tls = bench.Null(tls: true))
        {
            foreach (var (name, length) in Sizes)
            {
                foreach (var (endpoint, scheme) in new[] { (plain, "plain"), (tls, "TLS") }.Where(way => length <= 1 << 30 || way.Item2 == "plain"))
                {
                    bench.Measure($"memory put {scheme} {name}", "sealane", command.Put(endpoint, Hollow(bench, length), $"{name}-1"));
                    bench.Measure($"memory get {scheme} {name}", "sealane", command.Get(endpoint, $"bench/{name}-1", target));
                    File.Delete(target);
                }
            }
        }

        string[] jobs = ["put plain", "put TLS", "get plain", "get TLS"];
        bench.Report.Table(
            "Memory of the command by the file's size",
            "Peak resident set in MiB.",
            ["", .. jobs],
            Sizes.Select(size => (IReadOnlyList<string>)[size.Name, .. jobs.Select(job => Show(bench.Ledger.Largest($"memory {job} {size.Name}", "sealane", cost => cost.Peak), "0.0"))]));
    }

    // A file without bytes on the disk: only its length matters here.
    private static string Hollow(Bench bench, long length)
    {
        var path = bench.File($"hollow-{length}");
        using var file = File.OpenWrite(path);
        file.SetLength(length);
        return path;
    }
}
