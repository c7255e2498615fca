using System.Globalization;
using Sealane.Protocol.Checksums;
using static Sealane.Bench.Transfers.Report;

namespace Sealane.Bench.Transfers;

/// <summary>One large object up and down; 1 GiB unless the runner is told otherwise.</summary>
internal static class LargeTables
{
    // The other transports and the slow peers need no more than a round.
    private static readonly (string Name, int Rounds)[] LibraryPeers =
    [
        ("bare", 2), ("sealane", 2), ("sealane-unsigned", 2), ("sealane-blocking", 1), ("sealane-httpclient", 1), ("aws", 1), ("aws-unsigned", 1), ("aws-transfer", 1), ("minio", 1),
    ];

    private static readonly string[] Jobs = ["put plain", "put TLS", "get plain", "get TLS"];

    public static void Commands(Bench bench)
    {
        var commands = bench.Commands.All();
        var source = bench.Source(bench.LargeLength);
        var target = bench.File("target");
        var expected = Expected(bench);
        var hashes = new HashSet<string>();

        foreach (var tls in new[] { false, true })
        {
            using var endpoint = bench.Null(tls);
            var scheme = tls ? "TLS" : "plain";
            for (var round = 0; round < bench.LargeRounds; round++)
            {
                foreach (var command in commands.Where(command => round < command.Rounds))
                {
                    bench.Measure($"command put {scheme}", command.Name, command.Put(endpoint, source, $"{bench.LargeName}-{round}"));
                    if (command.Name.EndsWith("unsigned payload", StringComparison.Ordinal))
                    {
                        continue;
                    }

                    if (bench.MeasureSecond($"command get {scheme}", command.Name, command.Get(endpoint, $"keys/{bench.LargeName}", target), target) is not null)
                    {
                        hashes.Add(Check(target, expected, command.Name));
                    }
                }
            }
        }

        Table(
            bench, "command", "curl", [.. commands.Select(command => command.Name)], $"Commands, {bench.LargeName} against `sealane serve --null`",
            $"CPU seconds (times curl's) and wall seconds. curl signs nothing and checks nothing. Every file that was got has the SHA-256 `{string.Join("`, `", hashes)}`; the endpoint's is `{expected}`. "
                + VerifyPuts(bench, commands.Select(command => (command.Name, command.Put)), source));
    }

    public static void Libraries(Bench bench)
    {
        var source = bench.Source(bench.LargeLength);
        var warm = bench.Source(64 << 20);
        var target = bench.File("target");
        var expected = Expected(bench);
        var hashes = new HashSet<string>();
        Invocation Put(Endpoint at, string peer, string file, string key) => new(bench.Peers, peer, "put", Url(at), file, key, warm) { Environment = at.Environment };

        foreach (var tls in new[] { false, true })
        {
            using var endpoint = bench.Null(tls);
            var scheme = tls ? "TLS" : "plain";
            for (var round = 0; round < bench.LargeRounds; round++)
            {
                foreach (var peer in LibraryPeers.Where(peer => round < peer.Rounds && (tls || peer.Name != "aws-unsigned")).Select(peer => peer.Name))
                {
                    Inside(bench, $"library put {scheme}", peer, Put(endpoint, peer, source, $"{bench.LargeName}-put"));
                    if (peer is "sealane-unsigned" or "aws-unsigned")
                    {
                        continue;
                    }

                    if (Inside(bench, $"library get {scheme}", peer, new(bench.Peers, peer, "get", Url(endpoint), $"{bench.LargeName}-1", target, "64MiB-1") { Environment = endpoint.Environment }))
                    {
                        hashes.Add(Check(target, expected, peer));
                    }
                }
            }
        }

        Table(
            bench, "library", "bare", [.. LibraryPeers.Select(peer => peer.Name)], $"Libraries, {bench.LargeName} against `sealane serve --null`",
            "CPU seconds (times a bare HttpClient's) and wall seconds of the transfer alone, in a process that has moved 64 MiB again and again until the JIT had nothing left to do. Allocated: MiB. The bare HttpClient signs nothing and checks nothing. "
                + $"Every file that was got has the SHA-256 `{string.Join("`, `", hashes)}`; the endpoint's is `{expected}`. "
                + VerifyPuts(bench, LibraryPeers.Where(peer => peer.Name != "aws-unsigned").Select(peer => (peer.Name, (Func<Endpoint, string, string, Invocation>)((at, file, key) => Put(at, peer.Name, file, key)))), source),
            allocations: true);
    }

    /// <summary>The strict endpoint verifies and keeps everything: what was put is got again and compared.</summary>
    public static void Stored(Bench bench)
    {
        var commands = bench.Commands.All().Where(command => command.Name is "sealane" or "bun" or "rclone" or "boto3").ToList();
        var source = bench.Source(bench.LargeLength);
        var target = bench.File("target");
        var expected = Content.Sha256(source);
        var data = bench.File("data");
        foreach (var tls in new[] { false, true })
        {
            var scheme = tls ? "TLS" : "plain";
            Directory.CreateDirectory(data);
            using (var endpoint = Endpoint.Start(bench.Sealane, bench.Folder, tls, "--data", data, "--bucket", Transfers.Commands.Bucket))
            {
                for (var round = 0; round < Math.Min(bench.Rounds, 2); round++)
                {
                    foreach (var command in commands.Where(command => round < command.Rounds))
                    {
                        bench.Measure($"stored put {scheme}", command.Name, command.Put(endpoint, source, $"{bench.LargeName}-x"));
                        if (bench.MeasureSecond($"stored get {scheme}", command.Name, command.Get(endpoint, $"{Transfers.Commands.Bucket}/{bench.LargeName}-x", target), target) is not null)
                        {
                            Check(target, expected, command.Name);
                        }
                    }
                }
            }

            Directory.Delete(data, recursive: true);
        }

        Table(
            bench, "stored", "sealane", [.. commands.Select(command => command.Name)], $"Commands, {bench.LargeName} against `sealane serve --data`",
            $"The endpoint verifies every signature and checksum and keeps the bytes. CPU seconds (times sealane's) and wall seconds. What each command put it got again; every file has the SHA-256 `{expected}`.");
    }

    /// <summary>Runs a peer that measures itself, and keeps its own figures.</summary>
    public static bool Inside(Bench bench, string job, string peer, Invocation what)
    {
        try
        {
            var cost = bench.Launcher.Run(what);
            var words = cost.Output.Trim().Split(' ');
            double Number(int index) => double.Parse(words[index], CultureInfo.InvariantCulture);
            cost = cost with { Cpu = Number(0), Wall = Number(1), Allocated = Number(2) };
            bench.Ledger.Add(job, peer, cost);
            Console.WriteLine($"{job}, {peer}: {cost.Wall:F3} s, CPU {cost.Cpu:F3} s, {cost.Peak:F1} MiB, allocated {cost.Allocated:F0}");
            return true;
        }
        catch (InvalidOperationException failure)
        {
            Console.WriteLine($"{job}, {peer}: FAILED: {failure.Message}");
            return false;
        }
    }

    public static string Url(Endpoint at) => at.Url.GetLeftPart(UriPartial.Authority);

    private static void Table(Bench bench, string kind, string floor, IReadOnlyList<string> peers, string title, string note, bool allocations = false)
    {
        var ledger = bench.Ledger;
        string[] columns = ["", .. Jobs, "peak RSS, MiB", .. allocations ? new[] { "allocated put", "allocated get" } : []];
        bench.Report.Table(title, note, columns, peers.Select(peer => (IReadOnlyList<string>)
        [
            peer,
            .. Jobs.Select(job => $"{kind} {job}").Select(job => ledger.Has(job, peer)
                ? $"{Show(ledger.Median(job, peer, cost => cost.Cpu))} ({Show(ledger.Ratio(job, peer, floor, cost => cost.Cpu))}x) {Show(ledger.Median(job, peer, cost => cost.Wall))} s"
                : "-"),
            Show(Jobs.Select(job => ledger.Largest($"{kind} {job}", peer, cost => cost.Peak)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max(), "0.0"),
            .. allocations
                ? new[] { "put", "get" }.Select(way => Show(ledger.Median($"library {way} TLS", peer, cost => cost.Allocated) / (1 << 20), "0.0"))
                : [],
        ]));
    }

    // What an invented object of 1 GiB hashes to, read by a client that is none of the peers.
    private static string Expected(Bench bench)
    {
        using var endpoint = bench.Null(tls: false);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var stream = http.GetStreamAsync(new Uri(endpoint.Url, $"/keys/{bench.LargeName}")).GetAwaiter().GetResult();
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(stream));
    }

    private static string Check(string path, string expected, string peer)
    {
        var hash = Content.Sha256(path);
        File.Delete(path);
        return hash == expected ? hash : throw new InvalidDataException($"{peer}: other bytes came: {hash}, not {expected}.");
    }

    // A round that is not measured: the endpoint hashes what it drops, and the parts' CRCs are combined.
    private static string VerifyPuts(Bench bench, IEnumerable<(string Name, Func<Endpoint, string, string, Invocation> Put)> peers, string source)
    {
        var expected = Content.Crc(source);
        var verified = 0;
        foreach (var (name, put) in peers)
        {
            using var endpoint = bench.Null(tls: false, "--hash");
            try
            {
                bench.Launcher.Run(put(endpoint, source, $"{bench.LargeName}-verify"));
            }
            catch (InvalidOperationException failure)
            {
                Console.WriteLine($"verify, {name}: FAILED: {failure.Message}");
                continue;
            }

            endpoint.Stop();
            var whole = Combined(endpoint.Lines.Where(line => line.Contains("-verify", StringComparison.Ordinal)));
            if (whole != expected)
            {
                throw new InvalidDataException($"{name} put other bytes: {whole}, not {expected}.");
            }

            verified++;
        }

        return $"What {verified} of them put was hashed by the endpoint in a round that is not measured: `{expected}`, as the file's own.";
    }

    // target length "CRC64NVME" base64
    private static Checksum? Combined(IEnumerable<string> lines)
    {
        Checksum? whole = null;
        foreach (var words in lines.Select(line => line.Split(' ')).OrderBy(words => PartNumber(words[0])))
        {
            Checksum.TryParse(ChecksumAlgorithm.Crc64Nvme, words[3], out var part);
            whole = whole is null ? part : ChecksumCombination.Combine(whole.Value, part, long.Parse(words[1], CultureInfo.InvariantCulture));
        }

        return whole;
    }

    private static int PartNumber(string target)
    {
        var found = System.Text.RegularExpressions.Regex.Match(target, "partNumber=([0-9]+)");
        return found.Success ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }
}
