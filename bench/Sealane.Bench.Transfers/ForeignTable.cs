using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using static Sealane.Bench.Transfers.Report;

namespace Sealane.Bench.Transfers;

/// <summary>Against a server that is not ours: nginx with its DAV module keeps what is PUT and serves ranges of it.</summary>
internal static class ForeignTable
{
    public static void Run(Bench bench)
    {
        if (Commands.Found("nginx") is not { } nginx)
        {
            Console.WriteLine("nginx is not installed here");
            return;
        }

        var source = bench.Source(bench.LargeLength);
        var target = bench.File("target");
        var expected = Content.Sha256(source);
        var root = Directory.CreateDirectory(bench.File("nginx")).FullName;
        var url = $"http://127.0.0.1:{FreePort()}";
        Directory.CreateDirectory(Path.Combine(root, "files", "bench"));
        File.WriteAllText(Path.Combine(root, "nginx.conf"), Configuration(root, new Uri(url).Port));

        // Multipart and aws-chunked are S3's alone. So: one request, a checksum nowhere, and no signature, as curl.
        File.WriteAllText(Path.Combine(root, "config"), "[default]\ns3 =\n    multipart_threshold = 5GB\n");
        var environment = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_S3"] = url,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_CONFIG_FILE"] = Path.Combine(root, "config"),
            ["AWS_REQUEST_CHECKSUM_CALCULATION"] = "when_required",
        };
        using var server = Process.Start(nginx, ["-p", root, "-c", Path.Combine(root, "nginx.conf"), "-g", "daemon off;"]);
        try
        {
            WaitFor(new Uri(url));
            for (var round = 0; round < bench.LargeRounds; round++)
            {
                bench.Measure("nginx put", "curl", new("curl", "-sS", "--fail", "-T", source, $"{url}/bench/curl"));
                bench.Measure("nginx put", "sealane", new(bench.Sealane, "cp", "--no-sign-request", source, "s3://bench/sealane") { Environment = environment });
                if (Content.Sha256(Path.Combine(root, "files", "bench", "sealane")) != expected)
                {
                    throw new InvalidDataException("nginx keeps other bytes than sealane put.");
                }

                bench.MeasureSecond("nginx get", "curl", new("curl", "-sS", "--fail", "-o", target, $"{url}/bench/curl"), target);
                Check(target, expected);
                bench.MeasureSecond("nginx get", "sealane", new(bench.Sealane, "cp", "--no-sign-request", "s3://bench/sealane", target) { Environment = environment }, target);
                Check(target, expected);
            }
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            Directory.Delete(root, recursive: true);
        }

        var ledger = bench.Ledger;
        string[] jobs = ["nginx put", "nginx get"];
        bench.Report.Table(
            $"A server that is not ours: nginx with DAV, {bench.LargeName}, plain HTTP",
            $"CPU seconds (times curl's) and wall seconds. nginx knows neither S3's signatures nor its checksums nor multipart, so sealane sends none of them, in one request. All files have the SHA-256 `{expected}`.",
            ["", "put", "get"],
            new[] { "curl", "sealane" }.Select(peer => (IReadOnlyList<string>)
            [
                peer,
                .. jobs.Select(job => $"{Show(ledger.Median(job, peer, cost => cost.Cpu))} ({Show(ledger.Ratio(job, peer, "curl", cost => cost.Cpu))}x) {Show(ledger.Median(job, peer, cost => cost.Wall))} s"),
            ]));
    }

    private static string Configuration(string root, int port) =>
        $$"""
        user {{Environment.UserName}};
        worker_processes 1;
        pid {{root}}/pid;
        error_log stderr crit;
        events { }
        http {
            access_log off;
            client_max_body_size 0;
            client_body_temp_path {{root}}/body;
            server {
                listen 127.0.0.1:{{port}};
                location / {
                    root {{root}}/files;
                    dav_methods PUT DELETE;
                    create_full_put_path on;
                    sendfile on;
                }
            }
        }
        """;

    private static void Check(string path, string expected)
    {
        if (Content.Sha256(path) != expected)
        {
            throw new InvalidDataException("Other bytes came from nginx.");
        }

        File.Delete(path);
    }

    private static int FreePort()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    private static void WaitFor(Uri url)
    {
        for (var tried = 0; tried < 100; tried++)
        {
            try
            {
                using var client = new TcpClient(url.Host, url.Port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        throw new InvalidOperationException("nginx did not start.");
    }
}
