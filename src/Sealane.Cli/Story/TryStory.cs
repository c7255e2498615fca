using Sealane.Credentials;
using Sealane.Doctor;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab;
using Sealane.Lab.Imitations;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Configuration;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.Cli.Story;

/// <summary>What the story is told with.</summary>
internal sealed record TryOptions
{
    /// <summary>The bytes to upload.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Seeds the schedule of holds.</summary>
    public int Seed { get; init; } = TryStory.DefaultSeed;

    /// <summary>What the edge in front of the accelerate hosts does.</summary>
    public EdgeProfile Profile { get; init; } = TryStory.Edge;

    /// <summary>Changes Sealane's own settings: how a test makes Sealane as wrong as boto3 was.</summary>
    public Func<S3ClientOptions, S3ClientOptions> Configure { get; init; } = options => options;

    /// <summary>Where the raw heads go; null to keep none.</summary>
    public string? Record { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>The incident, from a lab's start to the table at its end.</summary>
internal sealed class TryStory(TryOptions options, TryReport report)
{
    /// <summary>The issue in which the incident was reported.</summary>
    public const int DefaultSeed = 4400;

    /// <summary>Where the story's bucket lives.</summary>
    public const string Region = "us-east-1";

    /// <summary>What stands before the accelerate hosts.</summary>
    public static EdgeProfile Edge { get; } = EdgeProfile.Find("cloudfront-accelerate");

    private const string Bucket = "sealane-try";

    /// <summary>Tells it. True when everything came out as foretold.</summary>
    // lab -> bucket -> Sealane x 20 -> boto3 1.36.0 x 20 -> why -> each remedy x 20 -> table
    public async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        if (options.Record is { } record)
        {
            Recording.Prepare(record);
        }

        // 1 A private internet: the endpoint, the edge in front of it, names and an authority of its own.
        var schedule = HoldSchedule.Cycle(HoldSchedule.Seeded(options.Seed).First(Uploads.Times));
        var lab = await S3Lab.StartAsync(new LabOptions { AccelerateEdges = [options.Profile], Holds = schedule, Region = Region, Seed = options.Seed, Time = options.Time }, cancellationToken)
            .ConfigureAwait(false);
        await using (lab.ConfigureAwait(false))
        {
            var client = options.Configure(ClientOptions(lab));
            report.Opening(lab, Bucket, options.Content.Length, schedule, options.Seed);

            // 2 A bucket with acceleration on, made as a user makes it.
            await MakeBucketAsync(client, cancellationToken).ConfigureAwait(false);

            // 3 Sealane, under the printed schedule: stored, read back, hashes compared.
            var uploads = new Uploads(lab, client, options.Content);
            var ours = await uploads.BySealaneAsync(Bucket, cancellationToken).ConfigureAwait(false);
            report.Show(ours);

            // 4 boto3 1.36.0, under the same schedule.
            var incident = new Remedy("no remedy", Boto3.V1360, Accelerated: true, Region: null, Cures: false, "");
            var theirs = await uploads.ByImitationAsync(Bucket, incident, cancellationToken).ConfigureAwait(false);
            report.Show(theirs);

            // 5 Why: the doctor sees the heads, not what the edge was told to do.
            var sample = theirs.Trials.FirstOrDefault(trial => !trial.Survived) ?? theirs.Trials[0];
            var doctor = new SignatureDoctor(new SigningKeyCache());
            report.Explain(sample, doctor.Examine(sample.Voyage, lab.SecretOf));

            // 6 What people did about it, each run.
            var outcomes = new List<(Remedy Remedy, Series Series)>();
            foreach (var remedy in Remedy.All)
            {
                outcomes.Add((remedy, await uploads.ByImitationAsync(Bucket, remedy, cancellationToken).ConfigureAwait(false)));
            }

            // 7 The table, and whether it is the one that was foretold.
            report.Close(ours, theirs, outcomes);
            if (options.Record is { } folder)
            {
                await Recording.WriteAsync(folder, lab.Credentials, [ours, theirs, .. outcomes.Select(outcome => outcome.Series)], cancellationToken).ConfigureAwait(false);
                report.Recorded(folder);
            }

            return ours.Survived == Uploads.Times && theirs.FailsWithContentLength && outcomes.All(AsForetold);
        }
    }

    // A remedy that cures loses nothing; one that does not fails exactly where the incident does.
    private static bool AsForetold((Remedy Remedy, Series Series) outcome) =>
        outcome.Remedy.Cures ? outcome.Series.Survived == Uploads.Times : outcome.Series.FailsWithContentLength;

    // By curl's --connect-to, so to say: names, TLS and signature are those of the real hosts, only the packets go to the lab.
    private static S3ClientOptions ClientOptions(S3Lab lab) => new()
    {
        Region = Region,
        Credentials = new GivenCredentials(lab.Credentials),
        ConnectTo = [new ConnectToRule(null, null, lab.Front.Address.ToString(), lab.Front.Port)],
        CaBundle = lab.AuthorityFile,
        Proxy = ProxyRules.None,
    };

    private static async Task MakeBucketAsync(S3ClientOptions client, CancellationToken cancellationToken)
    {
        var s3 = new S3Client(client);
        await using (s3.ConfigureAwait(false))
        {
            await s3.CreateBucketAsync(new CreateBucketRequest { Bucket = Bucket }, cancellationToken).ConfigureAwait(false);
            await s3.PutBucketAccelerateConfigurationAsync(
                new PutBucketAccelerateConfigurationRequest { Bucket = Bucket, AccelerateConfiguration = new AccelerateConfiguration { Status = "Enabled" } },
                cancellationToken).ConfigureAwait(false);
        }
    }
}
