using System.CommandLine;
using System.Net;
using Sealane.Cli.Output;
using Sealane.Lab.Programs;
using Sealane.Protocol.Naming;
using Sealane.Server;
using Sealane.Server.Storage.Files;
using Sealane.Server.Storage.Memory;
using Spectre.Console;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane serve</c>: the endpoint alone, strict as S3, for development and tests.</summary>
internal static class ServeCommand
{
    private const int DefaultPort = 9000;

    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Keep objects under this folder; in memory when left out." };
        var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => DefaultPort };
        var bucket = new Option<string[]>("--bucket") { Description = "A bucket to make at the start; may be repeated.", DefaultValueFactory = _ => [] };
        var region = new Option<string>("--region") { Description = "The endpoint's region.", DefaultValueFactory = _ => "us-east-1" };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && number is < 0 or > IPEndPoint.MaxPort)
            {
                result.AddError($"There is no port {number}. Choose one from 1 to {IPEndPoint.MaxPort}, or 0 for a free one.");
            }
        });
        var command = new Command("serve", "Run a strict S3 endpoint on this machine, with fixed keys.") { data, port, bucket, region };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(() =>
            ServeAsync(parsed.GetValue(data), parsed.GetValue(port), parsed.GetValue(bucket)!, parsed.GetValue(region)!, cancellationToken)));
        return command;
    }

    private static async Task<int> ServeAsync(string? data, int port, string[] buckets, string region, CancellationToken cancellationToken)
    {
        if ((RegionName.WhyInvalid(region) ?? buckets.Select(BucketName.WhyInvalid).FirstOrDefault(why => why is not null)) is { } fault)
        {
            throw new ArgumentException(fault);
        }

        var keys = LabKeys.Credentials;
        var server = await S3Server.StartAsync(
            new S3ServerOptions
            {
                Listen = new IPEndPoint(IPAddress.Loopback, port),
                Store = data is null ? new MemoryStore() : FileStore.Open(data),
                Credentials = [keys],
                Region = region,
            },
            cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            foreach (var name in buckets)
            {
                await server.EnsureBucketAsync(name, cancellationToken: cancellationToken).ConfigureAwait(false);
            }

            var console = Terminal.Standard;
            console.MarkupLineInterpolated($"[bold]S3 endpoint on {server.Uri.ToString().TrimEnd('/')}[/], region {region}, {(data is null ? "in memory" : $"data in {data}")}");
            console.WriteLine("Paste into a shell:");
            console.WriteLine($"  export AWS_ACCESS_KEY_ID={keys.AccessKeyId}");
            console.WriteLine($"  export AWS_SECRET_ACCESS_KEY={keys.SecretAccessKey}");
            console.WriteLine($"  export AWS_REGION={region} AWS_DEFAULT_REGION={region}");
            console.WriteLine($"  export AWS_ENDPOINT_URL_S3={server.Uri.ToString().TrimEnd('/')}");
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

        return ExitCode.Done;
    }
}
