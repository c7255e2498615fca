using static Sealane.Bench.Transfers.Report;

namespace Sealane.Bench.Transfers;

/// <summary>A large object within the memory that the command is told, in a control group that ends it when it takes more.</summary>
internal static class CeilingTable
{
    private static readonly int[] LimitsMiB = [24, 32, 64];

    public static void Run(Bench bench)
    {
        var source = bench.Source(bench.LargeLength);
        var target = bench.File("target");
        var command = bench.Commands.All().Single(command => command.Name == "sealane");
        var rows = new List<IReadOnlyList<string>>();
        using (var endpoint = bench.Null(tls: true))
        {
            Invocation Within(Invocation what, string memory) => what with { Arguments = [.. what.Arguments, "--memory", memory] };
            (string Name, Func<string, Invocation> What)[] jobs =
            [
                ("put of a pipe", memory => command.PutPipe!(endpoint, source, "ceiling", memory)),
                ("put of a file", memory => Within(command.Put(endpoint, source, "ceiling"), memory)),
                ("get to a file", memory => Within(command.Get(endpoint, $"keys/{bench.LargeName}", target), memory)),
            ];
            foreach (var limit in LimitsMiB)
            {
                foreach (var (name, what) in jobs)
                {
                    using var cage = MemoryCage.TryCreate((long)limit << 20);
                    if (cage is null)
                    {
                        Console.WriteLine("no control group can be made here");
                        return;
                    }

                    var cost = bench.Measure($"ceiling {name}", $"{limit} MiB", cage.Around(what($"{limit}MiB")));
                    rows.Add([$"--memory {limit}MiB", name, cost is null ? "**ended**" : "done", Show(cost?.Wall ?? double.NaN), Show(cost?.Cpu ?? double.NaN), Show(cage.Peak / (double)(1 << 20), "0.0")]);
                    File.Delete(target);
                }
            }
        }

        bench.Report.Table(
            $"{bench.LargeName} over TLS in a control group of the memory that `--memory` states",
            "The kernel ends a process that needs more than its group has. The last column is the most that the group used, the page cache of its files included, which takes what is left.",
            ["", "", "", "wall, s", "CPU, s", "most used, MiB"],
            rows);
    }
}
