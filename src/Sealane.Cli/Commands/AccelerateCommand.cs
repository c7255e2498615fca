using System.CommandLine;
using Sealane.Cli.Acceleration;
using Sealane.Cli.Flags;
using Sealane.Cli.Help;
using Sealane.Cli.Locations;
using Sealane.Cli.Sessions;
using Sealane.Profiles;
using Sealane.Protocol.Configuration;

namespace Sealane.Cli.Commands;

/// <summary><c>sealane accelerate</c>: a bucket's Transfer Acceleration, and whether it pays from here.</summary>
internal static class AccelerateCommand
{
    private static readonly long[] DefaultSizes = [64 * 1024, 1024 * 1024, 8 * 1024 * 1024];

    public static Command Create() => new DocumentedCommand("accelerate", "See, switch and measure a bucket's Transfer Acceleration.")
    {
        Of("get", "Show whether it is on.", ShowAsync, "sealane accelerate get s3://bucket"),
        Of("on", "Switch it on; transfers over it cost extra.", (session, bucket, token) => SetAsync(session, bucket, "Enabled", token), "sealane accelerate on s3://bucket"),
        Of("off", "Switch it off.", (session, bucket, token) => SetAsync(session, bucket, "Suspended", token), "sealane accelerate off s3://bucket"),
        Compare(),
    };

    private static S3Command Of(string name, string description, Func<Session, string, CancellationToken, Task<int>> run, string example)
    {
        var bucket = new Argument<string>("bucket") { Description = "s3://bucket." };
        return new S3Command(name, description, (session, parsed, cancellationToken) => run(session, Location.ParseBucket(parsed.GetValue(bucket)!), cancellationToken))
        {
            Examples = [new(example, description.TrimEnd('.'))],
            Arguments = { bucket },
        };
    }

    private static S3Command Compare()
    {
        var bucket = new Argument<string>("target") { Description = "s3://bucket, or s3://bucket/prefix for the samples." };
        var size = new Option<long[]>("--size")
        {
            HelpName = "size",
            Description = "A sample's length; may be repeated. 64KB, 1MB and 8MB if you do not say.",
            CustomParser = result =>
            {
                var sizes = result.Tokens.Select(token => ByteCount.Parse(token.Value)).ToList();
                if (sizes.Exists(one => one is null or > Samples.MostBytes))
                {
                    result.AddError($"--size is {ByteCount.Form}, at most 1GB.");
                }

                return [.. sizes.Select(one => one ?? 0)];
            },
        };
        var rounds = Values.Number("--rounds", 1);
        rounds.Description = "How often each is measured; 5 if you do not say.";
        return new S3Command("compare", "Measure samples over both endpoints and say which one wins from here.", (session, parsed, cancellationToken) =>
            CompareAsync(session, parsed.GetValue(bucket)!, parsed.GetValue(size) is { Length: > 0 } sizes ? sizes : DefaultSizes, parsed.GetValue(rounds) ?? Samples.DefaultRounds, cancellationToken))
        {
            Notes = "Uploads random bytes under a name of its own, downloads them and deletes them; the accelerated half costs what acceleration costs.",
            Examples =
            [
                new("sealane accelerate compare s3://bucket", "three sizes, five rounds"),
                new("sealane accelerate compare s3://bucket --size 100MB --rounds 3", "large ones"),
            ],
            Arguments = { bucket },
            Options = { size, rounds },
        };
    }

    private static async Task<int> ShowAsync(Session session, string bucket, CancellationToken cancellationToken)
    {
        var found = await session.S3.GetBucketAccelerateConfigurationAsync(bucket, cancellationToken).ConfigureAwait(false);
        return Say(session, bucket, found.Status ?? "Suspended");
    }

    private static async Task<int> SetAsync(Session session, string bucket, string status, CancellationToken cancellationToken)
    {
        await session.S3.PutBucketAccelerateConfigurationAsync(bucket, status, cancellationToken).ConfigureAwait(false);
        return Say(session, bucket, status);
    }

    private static int Say(Session session, string bucket, string status)
    {
        var report = session.Report;
        if (report.Style.Json)
        {
            report.WriteJson(json =>
            {
                json.WriteString("bucket"u8, bucket);
                json.WriteString("acceleration"u8, status);
            });
        }
        else if (!report.Style.Quiet)
        {
            report.Lines.Text($"s3://{bucket}: acceleration is {(status == "Enabled" ? "on" : "off")}").End();
        }

        report.Flush();
        return ExitCode.Done;
    }

    private static async Task<int> CompareAsync(Session session, string target, long[] sizes, int rounds, CancellationToken cancellationToken)
    {
        var uri = Location.ParseS3(target);
        var state = await session.S3.GetBucketAccelerateConfigurationAsync(uri.Bucket, cancellationToken).ConfigureAwait(false);
        if (state.Status != "Enabled")
        {
            throw new ArgumentException($"Acceleration of s3://{uri.Bucket} is off, so there is nothing to compare. Switch it on with 'sealane accelerate on s3://{uri.Bucket}'; it takes some minutes.");
        }

        var samples = new Samples(session.Options, uri, rounds);
        var comparisons = new List<Comparison>();
        foreach (var size in sizes)
        {
            comparisons.AddRange(await samples.CompareAsync(size, cancellationToken).ConfigureAwait(false));
        }

        ComparisonReport.Write(session.Report, comparisons);
        session.Report.Flush();
        return ExitCode.Done;
    }
}
