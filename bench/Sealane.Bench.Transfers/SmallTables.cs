using System.Globalization;
using static Sealane.Bench.Transfers.Report;

namespace Sealane.Bench.Transfers;

/// <summary>Many small objects: by one command, and call by call through a library.</summary>
internal static class SmallTables
{
    public const int Files = 10_000;
    public const int Calls1KiB = 10_000;

    private const int FileLength = 4096;

    // The other transports and the slow peers need no more than a round.
    private static readonly (string Name, int Rounds)[] CallPeers = [("bare", 3), ("sealane", 3), ("sealane-blocking", 1), ("sealane-httpclient", 1), ("aws", 1), ("minio", 1)];

    public static void Commands(Bench bench)
    {
        // The AWS CLI takes a minute for each ten thousand.
        static int CountOf(string command) => command == "aws s3" ? Files / 10 : Files;

        // In memory where possible: an ext4 that has just forgotten ten thousand files is slow to make others, which is nobody's cost here.
        var target = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : bench.Folder, "sealane-bench-many");
        var commands = bench.Commands.All().Where(command => command.PutFolder is not null).ToList();
        var counts = new Dictionary<string, string>();
        for (var round = 0; round < Math.Min(bench.Rounds, 3); round++)
        {
            foreach (var command in commands.Where(command => round < command.Rounds))
            {
                var count = CountOf(command.Name);
                // An endpoint for each, whose count of connections is the command's own.
                using (var endpoint = bench.Null(tls: false))
                {
                    bench.Measure("small put", command.Name, command.PutFolder!(endpoint, Folder(bench, count)));
                    counts[command.Name] = endpoint.Stop();
                }

                using (var endpoint = bench.Null(tls: false))
                {
                    Directory.CreateDirectory(target);
                    if (bench.Measure("small get", command.Name, command.GetBucket!(endpoint, $"keys-{count}", target)) is not null)
                    {
                        Check(target, command.Name, count);
                    }

                    Directory.Delete(target, recursive: true);
                }
            }
        }

        var ledger = bench.Ledger;
        bench.Report.Table(
            "10,000 files of 4 KiB by one command, plain HTTP",
            "Objects a second, and CPU milliseconds an object. Every file that was got was compared with what the endpoint invents. sealane signs each payload, rclone and aws too; curl signs nothing and uses one connection; bun is told sixteen at a time; aws moves a tenth of the files. Last column: what the endpoint counted while they put.",
            ["", "put/s", "CPU ms", "get/s", "CPU ms", "peak RSS, MiB", "seen"],
            commands.Select(command => (IReadOnlyList<string>)
            [
                command.Name,
                .. new[] { "small put", "small get" }.SelectMany(job => new[]
                {
                    Show(CountOf(command.Name) / ledger.Median(job, command.Name, cost => cost.Wall), "0"), Show(ledger.Median(job, command.Name, cost => cost.Cpu) / CountOf(command.Name) * 1000, "0.000"),
                }),
                Show(new[] { "small put", "small get" }.Max(job => ledger.Largest(job, command.Name, cost => cost.Peak)), "0.0"),
                counts.GetValueOrDefault(command.Name, "-"),
            ]));
    }

    public static void Calls(Bench bench)
    {
        using (var endpoint = bench.Null(tls: false))
        {
            for (var round = 0; round < bench.Rounds; round++)
            {
                foreach (var peer in CallPeers.Where(peer => round < peer.Rounds).Select(peer => peer.Name))
                {
                    foreach (var (job, atOnce) in from way in new[] { "puts", "gets" } from atOnce in new[] { "1", "16" } select (way, atOnce))
                    {
                        LargeTables.Inside(bench, $"{job} x{atOnce}", peer, new(bench.Peers, peer, job, LargeTables.Url(endpoint), Calls1KiB.ToString(CultureInfo.InvariantCulture), atOnce)
                        {
                            Environment = endpoint.Environment,
                        });
                    }
                }

                foreach (var peer in new[] { "sealane", "aws", "minio" }.Where(peer => peer == "sealane" || round == 0))
                {
                    LargeTables.Inside(bench, "presign", peer, new(bench.Peers, peer, "presign", LargeTables.Url(endpoint), Calls1KiB.ToString(CultureInfo.InvariantCulture)) { Environment = endpoint.Environment });
                }
            }
        }

        var ledger = bench.Ledger;
        string[] jobs = ["puts x1", "puts x16", "gets x1", "gets x16"];
        bench.Report.Table(
            "1 KiB a call through the library, plain HTTP",
            $"CPU microseconds a call (times a bare HttpClient's) and bytes allocated a call, over {Calls1KiB} calls after a warm-up; one at a time and sixteen at a time.",
            ["", .. jobs, "a presigned URL"],
            CallPeers.Select(peer => peer.Name).Select(peer => (IReadOnlyList<string>)
            [
                peer,
                .. jobs.Select(job => ledger.Has(job, peer)
                    ? $"{PerCall(job, peer, cost => cost.Cpu * 1e6)} us ({Show(ledger.Ratio(job, peer, "bare", cost => cost.Cpu))}x), {PerCall(job, peer, cost => cost.Allocated)} B"
                    : "-"),
                ledger.Has("presign", peer) ? $"{PerCall("presign", peer, cost => cost.Cpu * 1e6)} us, {PerCall("presign", peer, cost => cost.Allocated)} B" : "-",
            ]));
        string PerCall(string job, string peer, Func<Cost, double> of) => Show(ledger.Median(job, peer, of) / Calls1KiB, "0.0");
    }

    /// <summary>A folder of files whose names say their length, so that a client that asks for them afterwards finds them.</summary>
    private static string Folder(Bench bench, int count)
    {
        var folder = bench.File($"files-{count}");
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            var bytes = new byte[FileLength];
            for (var number = 0; number < count; number++)
            {
                new Random(number).NextBytes(bytes);
                File.WriteAllBytes(Path.Combine(folder, $"4KiB-{number:D6}"), bytes);
            }
        }

        return folder;
    }

    private static void Check(string folder, string peer, int count)
    {
        byte[]? first = null;
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        foreach (var bytes in files.Select(File.ReadAllBytes))
        {
            first ??= bytes;
            if (bytes.Length != FileLength || !bytes.AsSpan().SequenceEqual(first))
            {
                throw new InvalidDataException($"{peer}: a file of {folder} has other bytes.");
            }
        }

        if (files.Length != count)
        {
            throw new InvalidDataException($"{peer}: {files.Length} files came, not {count}.");
        }
    }
}
