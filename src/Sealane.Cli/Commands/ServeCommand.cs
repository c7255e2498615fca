using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using System.Net.Security;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Edge.Profiles;
using Sealane.Lab;
using Sealane.Lab.Consoles;
using Sealane.Lab.Names;
using Sealane.Lab.Programs;
using Sealane.Protocol.Naming;
using Sealane.Server;
using Sealane.Server.Null;
using Sealane.Server.Storage;
using Sealane.Server.Storage.Files;
using Sealane.Server.Storage.Memory;
using Spectre.Console;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane serve</c>: the endpoint alone, strict as S3 for development and tests, or cheap for measuring clients.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 9000;
    private const int DefaultConsolePort = 9001;

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Keep objects under this folder; in memory when left out." };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
        var bucket = new Option<string[]>("--bucket") { Description = "A bucket to make at the start; may be repeated.", DefaultValueFactory = _ => [] };
        var region = new Option<string>("--region") { Description = "The endpoint's region.", DefaultValueFactory = _ => "us-east-1" };
        var tls = new Option<string?>("--tls") { Description = "Serve HTTPS, and write the certificate of the authority that clients have to trust to this file (AWS_CA_BUNDLE)." };
        var nothing = new Option<bool>("--null")
        {
            Description = "Keep nothing, verify nothing: drop what is put and invent what is asked for, to measure clients. Objects are as long as their keys say (1GiB, 4KiB-1), "
                + "buckets hold as many keys as they say (keys-200000). At the end it says how many connections and requests there were.",
        };
        var hash = new Option<bool>("--hash") { Description = "With --null: print the length and the CRC64/NVME of each body that is put, at the cost of computing it." };
        var console = new Option<int?>("--console")
        {
            Description = $"Show requests as they come, with the way of each and its findings, on a page at this port of 127.0.0.1 (default {DefaultConsolePort}; 0 takes a free one).",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "port",
        };
        var edge = new Option<string[]>("--edge")
        {
            Description = "Put an edge before the endpoint that does to requests what this profile says: its name, or the path of a file. May be repeated, the client's side first.",
            DefaultValueFactory = _ => [],
        };
        var fault = new Option<string[]>("--fault")
        {
            Description = "Let this go wrong on the way to the endpoint: a fault's name, its parameters, and which requests it strikes, as 'slow-down first=2', 'reset after=65536 every=3' "
                + $"or 'delay milliseconds=500 share=10 seed=7'. May be repeated. Faults: {string.Join(", ", FaultTable.Rows.Select(row => row.Name))}.",
            DefaultValueFactory = _ => [],
        };
        port.Validators.Add(CheckPort);
        console.Validators.Add(CheckPort);
        var command = new Command("serve", "Run a strict S3 endpoint on this machine, with fixed keys.") { data, port, bucket, region, tls, console, edge, fault, nothing, hash };
        command.Validators.Add(result =>
        {
            if (result.GetValue(nothing) && (result.GetResult(console) is not null || result.GetValue(edge) is { Length: > 0 } || result.GetValue(fault) is { Length: > 0 }))
            {
                result.AddError("--null reads no more of a request than it must: --console, --edge and --fault need the real endpoint.");
            }
            else if (result.GetValue(nothing) && (result.GetValue(data) is not null || result.GetValue(bucket) is { Length: > 0 }))
            {
                result.AddError("--null keeps nothing and has every bucket: leave out --data and --bucket.");
            }
            else if (result.GetValue(hash) && !result.GetValue(nothing))
            {
                result.AddError("--hash goes with --null.");
            }
        });
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var listen = new IPEndPoint(IPAddress.Loopback, parsed.GetValue(port));
            var endpoint = new EndpointSettings(listen, parsed.GetValue(data), parsed.GetValue(bucket)!, parsed.GetValue(region)!, parsed.GetValue(tls));
            if (parsed.GetResult(console) is not null || parsed.GetValue(edge) is { Length: > 0 } || parsed.GetValue(fault) is { Length: > 0 })
            {
                var page = parsed.GetResult(console) is null ? null : new IPEndPoint(IPAddress.Loopback, parsed.GetValue(console) ?? DefaultConsolePort);
                return await ServeBehindEdgesAsync(endpoint, parsed.GetValue(edge)!, parsed.GetValue(fault)!, page, cancellationToken).ConfigureAwait(false);
            }

            using var authority = endpoint.AuthorityFile is null ? null : new CertificateAuthority(TimeProvider.System);
            if (authority is not null)
            {
                await File.WriteAllTextAsync(endpoint.AuthorityFile!, authority.ToPem(), cancellationToken).ConfigureAwait(false);
            }

            var certificates = authority is null ? null : Certificates(authority);
            return parsed.GetValue(nothing)
                ? await ServeNullAsync(endpoint, certificates, parsed.GetValue(hash), cancellationToken).ConfigureAwait(false)
                : await ServeAsync(endpoint, certificates, cancellationToken).ConfigureAwait(false);
        }));
        return command;
    }

    private static void CheckPort(OptionResult result)
    {
        if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && number is < 0 or > IPEndPoint.MaxPort)
        {
            result.AddError($"There is no port {number}. Choose one from 1 to {IPEndPoint.MaxPort}, or 0 for a free one.");
        }
    }

    private static async Task<int> ServeAsync(EndpointSettings endpoint, Func<string?, SslServerAuthenticationOptions>? tls, CancellationToken cancellationToken)
    {
        endpoint.Check();
        var server = await S3Server.StartAsync(
            new S3ServerOptions
            {
                Listen = endpoint.Listen,
                Tls = tls,
                Store = endpoint.OpenStore(),
                Credentials = [LabKeys.Credentials],
                Region = endpoint.Region,
            },
            cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            foreach (var name in endpoint.Buckets)
            {
                await server.EnsureBucketAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await StandAsync(server.Uri, endpoint, endpoint.Manner, console: null, cancellationToken).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    // The lab's front on the same port: what comes passes the edges, which keep the heads that the console shows.
    private static async Task<int> ServeBehindEdgesAsync(EndpointSettings endpoint, string[] edges, string[] faults, IPEndPoint? page, CancellationToken cancellationToken)
    {
        endpoint.Check();
        var console = new LiveConsole();
        await using (console.ConfigureAwait(false))
        {
            var options = new LabOptions
            {
                Listen = endpoint.Listen,
                Store = endpoint.OpenStore(),
                Region = endpoint.Region,
                CreatesBuckets = false,
                Faults = faults.Length > 0 ? EdgeProfile.ReadFaults(faults) : null,
                MostVoyages = 1,
                OnVoyage = page is null ? null : console.Publish,
            };
            var lab = await S3Lab.StartAsync(edges.Length > 0 ? options.Through(edges) : options, cancellationToken).ConfigureAwait(false);
            await using (lab.ConfigureAwait(false))
            {
                foreach (var name in endpoint.Buckets)
                {
                    await lab.CreateBucketAsync(name, acceleration: AccelerationState.Unset, cancellationToken: cancellationToken).ConfigureAwait(false);
                }

                if (endpoint.AuthorityFile is { } file)
                {
                    File.Copy(lab.AuthorityFile, file, overwrite: true);
                }

                var address = new UriBuilder(lab.Endpoint) { Scheme = endpoint.AuthorityFile is null ? "http" : "https" }.Uri;
                var shown = page is null ? null : await console.StartAsync(page, Exports(address, endpoint), cancellationToken).ConfigureAwait(false);
                var manner = edges.Length > 0 ? $"{endpoint.Manner}, behind {string.Join(" and ", edges)}" : endpoint.Manner;
                await StandAsync(address, endpoint, manner, shown, cancellationToken).ConfigureAwait(false);
            }
        }

        return ExitCode.Done;
    }

    private static async Task<int> ServeNullAsync(
        EndpointSettings endpoint, Func<string?, SslServerAuthenticationOptions>? tls, bool hashes, CancellationToken cancellationToken)
    {
        var server = NullServer.Start(new NullServerOptions { Listen = endpoint.Listen, Tls = tls, OnBody = hashes ? Say : null });
        await using (server.ConfigureAwait(false))
        {
            await StandAsync(server.Uri, endpoint, "keeps nothing, verifies nothing", console: null, cancellationToken).ConfigureAwait(false);
            var counts = server.Counts;
            Terminal.Standard.WriteLine($"{counts.Connections} connections ({counts.MostAtOnce} at a time), {counts.Requests} requests");
        }

        return ExitCode.Done;
    }

    private static void Say(ReceivedBody body) => Terminal.Standard.WriteLine($"{body.Target} {body.Length} {body.Checksum}");

    private static Func<string?, SslServerAuthenticationOptions> Certificates(CertificateAuthority authority)
    {
        var leaves = new LeafCache(authority);

        // A client that was given an address names nobody.
        return name => new SslServerAuthenticationOptions
        {
            ServerCertificateContext = leaves.For(string.IsNullOrEmpty(name) ? IPAddress.Loopback.ToString() : name),
        };
    }

    private static List<string> Exports(Uri address, EndpointSettings endpoint) =>
    [
        $"export AWS_ACCESS_KEY_ID={LabKeys.AccessKeyId}",
        $"export AWS_SECRET_ACCESS_KEY={LabKeys.SecretAccessKey}",
        $"export AWS_REGION={endpoint.Region} AWS_DEFAULT_REGION={endpoint.Region}",
        $"export AWS_ENDPOINT_URL_S3={Written(address)}",
        .. endpoint.AuthorityFile is { } file ? [$"export AWS_CA_BUNDLE={Path.GetFullPath(file)}"] : Array.Empty<string>(),
    ];

    private static async Task StandAsync(Uri address, EndpointSettings endpoint, string manner, Uri? console, CancellationToken cancellationToken)
    {
        var terminal = Terminal.Standard;
        terminal.MarkupLineInterpolated($"[bold]S3 endpoint on {Written(address)}[/], region {endpoint.Region}, {manner}");
        if (console is not null)
        {
            terminal.MarkupLineInterpolated($"[bold]Console on {Written(console)}[/]: requests as they come, for a browser");
        }

        terminal.WriteLine("Paste into a shell:");
        foreach (var line in Exports(address, endpoint))
        {
            terminal.WriteLine($"  {line}");
        }

        terminal.WriteLine("Stop with Ctrl+C.");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how it ends.
        }
    }

    private static string Written(Uri address) => address.ToString().TrimEnd('/');

    // What every endpoint here is told: where it listens, what it keeps where, and the file for the authority's certificate that makes it speak TLS.
    private sealed record EndpointSettings(IPEndPoint Listen, string? Data, string[] Buckets, string Region, string? AuthorityFile)
    {
        public string Manner => Data is null ? "in memory" : $"data in {Data}";

        public IObjectStore OpenStore() => Data is null ? new MemoryStore() : FileStore.Open(Data);

        public void Check()
        {
            if ((RegionName.WhyInvalid(Region) ?? Buckets.Select(BucketName.WhyInvalid).FirstOrDefault(why => why is not null)) is { } fault)
            {
                throw new ArgumentException(fault);
            }
        }
    }
}
