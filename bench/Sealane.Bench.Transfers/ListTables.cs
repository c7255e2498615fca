using static Sealane.Bench.Transfers.Report;

namespace Sealane.Bench.Transfers;

/// <summary>Long listings, and a sync that has nothing to do.</summary>
internal static class ListTables
{
    public const int Keys = 200_000;
    public const int Files = 100_000;

    public static readonly int[] FlatCounts = [100_000, 1_000_000, 10_000_000];

    public static void List(Bench bench)
    {
        using var endpoint = bench.Null(tls: false);
        var commands = bench.Commands.All().Where(command => command.List is not null).ToList();
        for (var round = 0; round < bench.Rounds; round++)
        {
            foreach (var command in commands.Where(command => round < Math.Min(command.Name == "sealane" ? 5 : 1, command.Rounds)))
            {
                var cost = bench.Measure("list", command.Name, command.List!(endpoint, $"keys-{Keys}"));
                var lines = cost?.Output.AsSpan().Count('\n') ?? Keys;
                if (lines < Keys)
                {
                    throw new InvalidDataException($"{command.Name} listed {lines} keys, not {Keys}.");
                }
            }
        }

        Table(bench, "list", $"Listing {Keys} keys into a pipe", "Every key is a line, and the lines were counted.", commands);
    }

    public static void Sync(Bench bench)
    {
        var folder = Folder(bench);
        var commands = bench.Commands.All().Where(command => command.Sync is not null).ToList();
        var counts = new Dictionary<string, string>();
        for (var round = 0; round < bench.Rounds; round++)
        {
            foreach (var command in commands.Where(command => round < Math.Min(command.Name == "sealane" ? 5 : 1, command.Rounds)))
            {
                using var endpoint = bench.Null(tls: false, "--hash");
                bench.Measure("sync", command.Name, command.Sync!(endpoint, folder, $"keys-{Files}"));
                counts[command.Name] = endpoint.Stop();
                if (endpoint.Lines.Any(line => line.Contains("CRC64NVME", StringComparison.Ordinal)))
                {
                    Console.WriteLine($"sync, {command.Name}: sent something: {endpoint.Lines[0]}");
                    counts[command.Name] += ", sent something";
                }
            }
        }

        Table(
            bench, "sync", $"A sync of {Files} files that are all there already",
            "Local folder to bucket, sizes the same and the objects newer: nothing is sent, which the endpoint confirms. rclone compares sizes only (its times would cost a request an object).", commands, counts);
    }

    /// <summary>A sync of two buckets with the same keys, ten times as many and ten times as many again.</summary>
    public static void Flat(Bench bench)
    {
        using var endpoint = bench.Null(tls: false);
        var sync = bench.Commands.All().Single(command => command.Name == "sealane").SyncBuckets!;
        foreach (var count in FlatCounts)
        {
            bench.Measure("flat", $"{count}", sync(endpoint, $"keys-{count}", $"keys-0{count}"));
        }

        bench.Report.Table(
            "A sync of ever more keys that are all there already", "Bucket to bucket: two listings are merged, and nothing is copied.", ["keys", "wall, s", "CPU, s", "peak RSS, MiB"],
            FlatCounts.Select(count => (IReadOnlyList<string>)
            [
                $"{count}", Show(bench.Ledger.Median("flat", $"{count}", cost => cost.Wall)), Show(bench.Ledger.Median("flat", $"{count}", cost => cost.Cpu)),
                Show(bench.Ledger.Largest("flat", $"{count}", cost => cost.Peak), "0.0"),
            ]));
    }

    private static void Table(Bench bench, string job, string title, string note, List<Command> commands, Dictionary<string, string>? counts = null)
    {
        var ledger = bench.Ledger;
        bench.Report.Table(title, note, ["", "wall, s", "CPU, s", "peak RSS, MiB", .. counts is null ? Array.Empty<string>() : ["seen"]], commands.Select(command => (IReadOnlyList<string>)
        [
            command.Name, Show(ledger.Median(job, command.Name, cost => cost.Wall)), Show(ledger.Median(job, command.Name, cost => cost.Cpu)),
            Show(ledger.Largest(job, command.Name, cost => cost.Peak), "0.0"), .. counts is null ? Array.Empty<string>() : [counts.GetValueOrDefault(command.Name, "-")],
        ]));
    }

    // The same names and lengths as the endpoint invents, and older than its objects.
    private static string Folder(Bench bench)
    {
        var folder = bench.File($"files-{Files}");
        if (!Directory.Exists(folder))
        {
            var old = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            for (var number = 0; number < Files; number++)
            {
                var path = Path.Combine(folder, $"{number / 1000:D5}", $"4KiB-{number:D8}");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using (var file = File.Create(path))
                {
                    file.SetLength(4096);
                }

                File.SetLastWriteTimeUtc(path, old);
            }
        }

        return folder;
    }
}
