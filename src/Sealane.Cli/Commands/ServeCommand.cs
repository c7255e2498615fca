using System.CommandLine;
using System.Net;
using System.Net.Security;
using Sealane.Cli.Output;
using Sealane.Cli.Sessions;
using Sealane.Lab.Names;
using Sealane.Lab.Programs;
using Sealane.Protocol.Naming;
using Sealane.Server;
using Sealane.Server.Null;
using Sealane.Server.Storage.Files;
using Sealane.Server.Storage.Memory;
using Spectre.Console;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane serve</c>: the endpoint alone, strict as S3 for development and tests, or cheap for measuring clients.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 9000;

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
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && number is < 0 or > IPEndPoint.MaxPort)
            {
                result.AddError($"There is no port {number}. Choose one from 1 to {IPEndPoint.MaxPort}, or 0 for a free one.");
            }
        });
        var command = new Command("serve", "Run a strict S3 endpoint on this machine, with fixed keys.") { data, port, bucket, region, tls, nothing, hash };
        command.Validators.Add(result =>
        {
            if (result.GetValue(nothing) && (result.GetValue(data) is not null || result.GetValue(bucket) is { Length: > 0 }))
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
            using var authority = parsed.GetValue(tls) is null ? null : new CertificateAuthority(TimeProvider.System);
            if (authority is not null)
            {
                await File.WriteAllTextAsync(parsed.GetValue(tls)!, authority.ToPem(), cancellationToken).ConfigureAwait(false);
            }

            var certificates = authority is null ? null : Certificates(authority);
            return parsed.GetValue(nothing)
                ? await ServeNullAsync(listen, certificates, parsed.GetValue(hash), parsed.GetValue(region)!, parsed.GetValue(tls), cancellationToken).ConfigureAwait(false)
                : await ServeAsync(
                    parsed.GetValue(data), listen, certificates, parsed.GetValue(bucket)!, parsed.GetValue(region)!, parsed.GetValue(tls), cancellationToken).ConfigureAwait(false);
        }));
        return command;
    }

    private static async Task<int> ServeAsync(
        string? data,
        IPEndPoint listen,
        Func<string?, SslServerAuthenticationOptions>? tls,
        string[] buckets,
        string region,
        string? authority,
        CancellationToken cancellationToken)
    {
        if ((RegionName.WhyInvalid(region) ?? buckets.Select(BucketName.WhyInvalid).FirstOrDefault(why => why is not null)) is { } fault)
        {
            throw new ArgumentException(fault);
        }

        var server = await S3Server.StartAsync(
            new S3ServerOptions
            {
                Listen = listen,
                Tls = tls,
                Store = data is null ? new MemoryStore() : FileStore.Open(data),
                Credentials = [LabKeys.Credentials],
                Region = region,
            },
            cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            foreach (var name in buckets)
            {
                await server.EnsureBucketAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            await StandAsync(server.Uri, region, data is null ? "in memory" : $"data in {data}", authority, cancellationToken).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private static async Task<int> ServeNullAsync(
        IPEndPoint listen,
        Func<string?, SslServerAuthenticationOptions>? tls,
        bool hashes,
        string region,
        string? authority,
        CancellationToken cancellationToken)
    {
        var server = NullServer.Start(new NullServerOptions { Listen = listen, Tls = tls, OnBody = hashes ? Say : null });
        await using (server.ConfigureAwait(false))
        {
            await StandAsync(server.Uri, region, "keeps nothing, verifies nothing", authority, cancellationToken).ConfigureAwait(false);
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

    private static async Task StandAsync(Uri address, string region, string manner, string? authority, CancellationToken cancellationToken)
    {
        var console = Terminal.Standard;
        var url = address.ToString().TrimEnd('/');
        console.MarkupLineInterpolated($"[bold]S3 endpoint on {url}[/], region {region}, {manner}");
        console.WriteLine("Paste into a shell:");
        console.WriteLine($"  export AWS_ACCESS_KEY_ID={LabKeys.AccessKeyId}");
        console.WriteLine($"  export AWS_SECRET_ACCESS_KEY={LabKeys.SecretAccessKey}");
        console.WriteLine($"  export AWS_REGION={region} AWS_DEFAULT_REGION={region}");
        console.WriteLine($"  export AWS_ENDPOINT_URL_S3={url}");
        if (authority is not null)
        {
            console.WriteLine($"  export AWS_CA_BUNDLE={Path.GetFullPath(authority)}");
        }

        console.WriteLine("Stop with Ctrl+C.");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how it ends.
        }
    }
}
