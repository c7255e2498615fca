using System.CommandLine;
using Sealane.Cli.Output;
using Sealane.Protocol.Naming;
using Sealane.Transfers;
using Spectre.Console;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane cp</c>: one file up or down.</summary>
internal static class CpCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "A file, or s3://bucket/key." };
        var destination = new Argument<string>("destination") { Description = "s3://bucket/key, a file or a folder. A key or folder that ends with '/' takes the source's name." };
        var accelerate = new Option<bool>("--accelerate") { Description = "Through Transfer Acceleration." };
        var region = new Option<string?>("--region") { Description = "The bucket's region." };
        var profile = new Option<string?>("--profile") { Description = "The profile of the shared configuration files." };
        var endpoint = new Option<string?>("--endpoint-url") { Description = "Another endpoint than AWS's." };
        var command = new Command("cp", "Copy one file to S3 or from it.") { source, destination, accelerate, region, profile, endpoint };
        command.SetAction((parsed, cancellationToken) => Guard.RunAsync(async () =>
        {
            var options = S3ClientOptions.FromEnvironment(parsed.GetValue(profile));
            options = options with
            {
                Region = parsed.GetValue(region) ?? options.Region,
                UseAccelerateEndpoint = parsed.GetValue(accelerate) || options.UseAccelerateEndpoint,
                EndpointUrl = parsed.GetValue(endpoint) is { } url ? EndpointUrl(url) : options.EndpointUrl,
            };
            await CopyAsync(options, parsed.GetValue(source)!, parsed.GetValue(destination)!, cancellationToken).ConfigureAwait(false);
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task CopyAsync(S3ClientOptions options, string source, string destination, CancellationToken cancellationToken)
    {
        var s3 = new S3Client(options);
        await using (s3.ConfigureAwait(false))
        {
            switch (IsRemote(source), IsRemote(destination))
            {
                case (false, true):
                    RequireFile(source);
                    var target = S3Uri.Parse(destination);
                    var key = target.Key.Length == 0 || target.Key.EndsWith('/') ? target.Key + Path.GetFileName(source) : target.Key;
                    await WithProgressAsync(source, progress => s3.UploadFileAsync(target.Bucket, key, source, progress: progress, cancellationToken: cancellationToken)).ConfigureAwait(false);
                    Terminal.Standard.WriteLine($"{source} -> s3://{target.Bucket}/{key}");
                    break;
                case (true, false):
                    var from = S3Uri.Parse(source);
                    if (from.Key.Length == 0)
                    {
                        throw new ArgumentException($"'{source}' names a bucket and no key. Name one object, s3://{from.Bucket}/key.");
                    }

                    var path = Directory.Exists(destination) || Path.EndsInDirectorySeparator(destination) ? Path.Combine(destination, from.Key.Split('/')[^1]) : destination;
                    await WithProgressAsync(source, progress => s3.DownloadFileAsync(from.Bucket, from.Key, path, progress: progress, cancellationToken: cancellationToken)).ConfigureAwait(false);
                    Terminal.Standard.WriteLine($"{source} -> {path}");
                    break;
                default:
                    throw new ArgumentException($"One of '{source}' and '{destination}' must be s3://bucket/key, and the other a file.");
            }
        }
    }

    private static void RequireFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ArgumentException($"'{path}' is a folder, and cp copies one file. Name a file in it.");
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file '{path}'. Name one that exists; an object's name begins with s3://.");
        }
    }

    // A bar on a terminal, nothing elsewhere.
    private static Task WithProgressAsync(string name, Func<IProgress<TransferProgress>?, Task> transfer) =>
        Terminal.Error.Profile.Capabilities.Interactive ? WithBarAsync(name, transfer) : transfer(null);

    private static async Task WithBarAsync(string name, Func<IProgress<TransferProgress>?, Task> transfer) => await Terminal.Error.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(name));
            await transfer(new Progress<TransferProgress>(progress =>
            {
                bar.MaxValue = Math.Max(1, progress.Total ?? progress.Transferred);
                bar.Value = progress.Transferred;
            })).ConfigureAwait(false);
        }).ConfigureAwait(false);

    private static bool IsRemote(string location) => location.StartsWith("s3://", StringComparison.OrdinalIgnoreCase);

    private static Uri EndpointUrl(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw new ArgumentException($"'{text}' is no endpoint URL. Write it with its scheme, http://127.0.0.1:9000 for example.");
}
