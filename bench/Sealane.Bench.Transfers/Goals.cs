using static Sealane.Bench.Transfers.Report;

namespace Sealane.Bench.Transfers;

/// <summary>What must hold, beside what was measured in this run.</summary>
internal static class Goals
{
    private static readonly string[] AwsWays = ["aws", "aws-unsigned", "aws-transfer"];
    private static readonly string[] OtherCommands = ["curl", "bun", "rclone", "boto3", "aws s3", "s3cmd"];

    private sealed record Line(string What, double Goal, double Least, double Measured, string Unit = "x", bool AtLeast = false)
    {
        public string Verdict => !double.IsFinite(Measured) ? "not measured" : Holds(Goal) ? "goal" : Holds(Least) ? "acceptable" : "**missed**";

        private bool Holds(double limit) => AtLeast ? Measured >= limit : Measured <= limit;
    }

    public static void Write(Bench bench) => bench.Report.Table(
        "What must hold",
        "From this run alone. \"x\" is a ratio of CPU seconds unless the line says otherwise.",
        ["", "goal", "least", "measured", ""],
        Lines(bench.Ledger, 1024.0 / bench.LargeMiB).Select(line => (IReadOnlyList<string>)
            [line.What, $"{Show(line.Goal, "0.###")} {line.Unit}", $"{Show(line.Least, "0.###")} {line.Unit}", $"{Show(line.Measured, "0.###")} {line.Unit}", line.Verdict]));

    private static IEnumerable<Line> Lines(Ledger ledger, double toGiB)
    {
        static double Cpu(Cost cost) => cost.Cpu;

        foreach (var scheme in new[] { "plain", "TLS" })
        {
            var library = scheme == "plain" ? "sealane-unsigned" : "sealane";
            var (put, get) = ($"library put {scheme}", $"library get {scheme}");
            yield return new($"Library, put {scheme}, to a bare HttpClient", 1.2, 1.35, ledger.Ratio(put, library, "bare", Cpu));
            yield return new($"Library, put {scheme}, to AWSSDK.S3's best", 0.35, 0.35, ledger.Median(put, library, Cpu) / ledger.Best(put, AwsWays, Cpu));
            yield return new($"Library, put {scheme}, allocated a GiB", 2, 2, ledger.Median(put, library, cost => cost.Allocated) / (1 << 20) * toGiB, "MiB");
            yield return new($"Library, get {scheme} to a verified file, to a bare HttpClient", 1.2, 1.35, ledger.Ratio(get, "sealane", "bare", Cpu));
            yield return new($"Library, get {scheme}, to AWSSDK.S3's best", 0.5, 0.5, ledger.Median(get, "sealane", Cpu) / ledger.Best(get, AwsWays, Cpu));
        }

        foreach (var (scheme, putGoal, putLeast, getGoal, getLeast) in new[] { ("plain", 0.95, 1.4, 0.6, 1.0), ("TLS", 1.0, 1.3, 0.8, 1.1) })
        {
            var command = scheme == "plain" ? "sealane, unsigned payload" : "sealane";
            var (put, get) = ($"command put {scheme}", $"command get {scheme}");
            yield return new($"Command, put {scheme}, to curl", putGoal, putLeast, ledger.Ratio(put, command, "curl", Cpu));
            yield return new($"Command, put {scheme}, to bun", 0.5, 0.5, ledger.Ratio(put, command, "bun", Cpu));
            yield return new($"Command, get {scheme} to a verified file, to curl", getGoal, getLeast, ledger.Ratio(get, "sealane", "curl", Cpu));
            yield return new($"Command, get {scheme}, to the best other", 1, 1, ledger.Median(get, "sealane", Cpu) / ledger.Best(get, OtherCommands, Cpu));
            yield return new($"Command, put {scheme}, wall, to the best other", 1, 1.05, ledger.Median(put, command, cost => cost.Wall) / ledger.Best(put, OtherCommands, cost => cost.Wall));
            yield return new($"Command, get {scheme}, wall, to the best other", 1, 1.05, ledger.Median(get, "sealane", cost => cost.Wall) / ledger.Best(get, OtherCommands, cost => cost.Wall));
        }

        yield return new("Command, peak RSS for one file of any size", 16, 24, MemoryTable.Sizes.SelectMany(size => new[] { "put plain", "put TLS", "get plain", "get TLS" }
            .Select(job => ledger.Largest($"memory {job} {size.Name}", "sealane", cost => cost.Peak))).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max(), "MiB");

        foreach (var job in new[] { "puts x1", "puts x16", "gets x1", "gets x16" })
        {
            yield return new($"Library, 1 KiB, {job}, allocated", 6 * 1024, 6 * 1024, ledger.Median(job, "sealane", cost => cost.Allocated) / SmallTables.Calls1KiB, "B");
            yield return new($"Library, 1 KiB, {job}, to a bare call", 1.5, 1.5, ledger.Ratio(job, "sealane", "bare", Cpu));
        }

        foreach (var job in new[] { "small put", "small get" })
        {
            yield return new($"Command, 10,000 of 4 KiB, {job[6..]}", 16_000, 8_000, SmallTables.Files / ledger.Median(job, "sealane", cost => cost.Wall), "/s", AtLeast: true);
            yield return new($"Command, 10,000 of 4 KiB, {job[6..]}, CPU an object", 0.07, 0.15, ledger.Median(job, "sealane", Cpu) / SmallTables.Files * 1000, "ms");
        }

        yield return new("A presigned URL, allocated", 1024, 1024, ledger.Median("presign", "sealane", cost => cost.Allocated) / SmallTables.Calls1KiB, "B");
        yield return new("Listing 200,000 keys, CPU", 0.4, 1, ledger.Median("list", "sealane", Cpu), "s");
        yield return new("Listing 200,000 keys, memory", 30, 30, ledger.Largest("list", "sealane", cost => cost.Peak), "MiB");
        yield return new("A sync of 100,000 files with nothing to do, CPU", 1, 2, ledger.Median("sync", "sealane", Cpu), "s");
        yield return new("A sync of 100,000 files with nothing to do, memory", 40, 100, ledger.Largest("sync", "sealane", cost => cost.Peak), "MiB");
        foreach (var count in ListTables.FlatCounts)
        {
            yield return new($"A sync of {count} keys with nothing to do, memory", 40, 100, ledger.Largest("flat", $"{count}", cost => cost.Peak), "MiB");
        }

        yield return new("sealane --version, wall, to curl", 1.3, 1.3, ledger.Ratio("version", "sealane", "curl", cost => cost.Wall));
        foreach (var (job, limit) in new[] { ("4 KiB get plain", 1.3), ("4 KiB put plain", 1.3), ("4 KiB get TLS", 2.0), ("4 KiB put TLS", 2.0) })
        {
            yield return new($"One object of {job}, wall, to curl", limit, limit, ledger.Ratio(job, "sealane", "curl", cost => cost.Wall));
        }
    }
}
