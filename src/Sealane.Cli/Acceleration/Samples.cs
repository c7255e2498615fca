using Sealane.Cli.Output;
using Sealane.Protocol.Naming;
using Sealane.Protocol.Objects;

namespace Sealane.Cli.Acceleration;

/// <summary>Random bytes that are uploaded and downloaded over both endpoints in turn, timed, and deleted.</summary>
internal sealed class Samples(S3ClientOptions options, S3Uri below, int rounds)
{
    public const int DefaultRounds = 5;

    public const long MostBytes = 1L << 30;

    /// <summary>Both directions of one size.</summary>
    public async Task<IReadOnlyList<Comparison>> CompareAsync(long size, CancellationToken cancellationToken)
    {
        var content = new byte[size];
        options.Random.NextBytes(content);
        var name = $"{below.Key}sealane-compare-{options.Random.NextInt64():x16}";
        var regional = new Way(new S3Client(options with { UseAccelerateEndpoint = false }), $"{name}-regional");
        var accelerated = new Way(new S3Client(options with { UseAccelerateEndpoint = true }), $"{name}-accelerated");
        try
        {
            // The first time is not counted: it resolves names and makes connections. Then in turn, so that neither has the better minute.
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var way in new[] { regional, accelerated })
                {
                    var (up, down) = await MeasureAsync(way, content, cancellationToken).ConfigureAwait(false);
                    if (round > 0)
                    {
                        way.Uploads.Add(up);
                        way.Downloads.Add(down);
                    }
                }
            }

            return
            [
                new(Upload: true, size, Median(regional.Uploads), Median(accelerated.Uploads)),
                new(Upload: false, size, Median(regional.Downloads), Median(accelerated.Downloads)),
            ];
        }
        finally
        {
            await CleanUpAsync(regional).ConfigureAwait(false);
            await CleanUpAsync(accelerated).ConfigureAwait(false);
        }
    }

    private async Task<(TimeSpan Up, TimeSpan Down)> MeasureAsync(Way way, byte[] content, CancellationToken cancellationToken)
    {
        var clock = options.TimeProvider;
        var start = clock.GetTimestamp();
        await way.S3.PutObjectAsync(new PutObjectRequest { Bucket = below.Bucket, Key = way.Key, Body = content }, cancellationToken).ConfigureAwait(false);
        var middle = clock.GetTimestamp();
        var found = await way.S3.GetObjectAsync(below.Bucket, way.Key, cancellationToken).ConfigureAwait(false);
        await using (found.ConfigureAwait(false))
        {
            await found.Body.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        return (clock.GetElapsedTime(start, middle), clock.GetElapsedTime(middle));
    }

    // Also after Ctrl+C and after a failure; what cannot be deleted is named.
    private async Task CleanUpAsync(Way way)
    {
        try
        {
            await way.S3.DeleteObjectAsync(below.Bucket, way.Key, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is Diagnostics.S3Exception or IOException)
        {
            Complaints.Say($"The sample s3://{below.Bucket}/{way.Key} could not be deleted: {Sentences.Of(problem)}");
        }

        await way.S3.DisposeAsync().ConfigureAwait(false);
    }

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return (times[times.Count / 2] + times[(times.Count - 1) / 2]) / 2;
    }

    private sealed record Way(S3Client S3, string Key)
    {
        public List<TimeSpan> Uploads { get; } = [];

        public List<TimeSpan> Downloads { get; } = [];
    }
}
