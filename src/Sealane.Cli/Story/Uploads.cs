using System.Security.Cryptography;
using Sealane.Diagnostics;
using Sealane.Lab;
using Sealane.Lab.Imitations;
using Sealane.Protocol.Objects;

namespace Sealane.Cli.Story;

/// <summary>Uploads the same bytes again and again through a lab: by Sealane, or as another client would.</summary>
internal sealed class Uploads(S3Lab lab, S3ClientOptions options, byte[] content)
{
    /// <summary>How often each client uploads.</summary>
    public const int Times = 20;

    /// <summary>By Sealane through the accelerate host; each object is read back and its hash compared.</summary>
    public async Task<Series> BySealaneAsync(string bucket, CancellationToken cancellationToken)
    {
        var s3 = new S3Client(options with { UseAccelerateEndpoint = true });
        await using (s3.ConfigureAwait(false))
        {
            var trials = new List<Trial>();
            for (var number = 1; number <= Times; number++)
            {
                var key = $"sealane/{number:00}";
                var before = lab.Voyages.Count;
                var (status, code) = await PutAsync(s3, bucket, key, cancellationToken).ConfigureAwait(false);
                var trial = Trial.Of(number, lab.Voyages[before], status, code);
                trials.Add(trial);
                if (trial.Survived && !await ReadsBackAsync(s3, bucket, key, cancellationToken).ConfigureAwait(false))
                {
                    throw new InvalidDataException($"s3://{bucket}/{key} was acknowledged and holds other bytes.");
                }
            }

            return new Series("Sealane", "accelerated", trials);
        }
    }

    /// <summary>As another client would.</summary>
    public async Task<Series> ByImitationAsync(string bucket, Remedy manner, CancellationToken cancellationToken)
    {
        var imitation = lab.Imitate(manner.Habit, manner.Region);
        var trials = new List<Trial>();
        for (var number = 1; number <= Times; number++)
        {
            var key = $"{manner.Name.Replace(' ', '-')}/{number:00}";
            var target = manner.Accelerated ? UploadTarget.Accelerated(bucket, key) : UploadTarget.Regional(bucket, key);
            var before = lab.Voyages.Count;
            var answer = await imitation.PutObjectAsync(target, content, cancellationToken).ConfigureAwait(false);
            trials.Add(Trial.Of(number, lab.Voyages[before], answer.Status, answer.Error?.Code));
        }

        return new Series(manner.Habit.Name, manner.Accelerated ? "accelerated" : "regional", trials);
    }

    private async Task<(int Status, string? Code)> PutAsync(S3Client s3, string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectAsync(new PutObjectRequest { Bucket = bucket, Key = key, Body = content }, cancellationToken).ConfigureAwait(false);
            return (200, null);
        }
        catch (S3Exception refusal)
        {
            return (refusal.Status, refusal.Code);
        }
    }

    private async Task<bool> ReadsBackAsync(S3Client s3, string bucket, string key, CancellationToken cancellationToken)
    {
        var found = await s3.GetObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        await using (found.ConfigureAwait(false))
        {
            var hash = await SHA256.HashDataAsync(found.Body, cancellationToken).ConfigureAwait(false);
            return hash.AsSpan().SequenceEqual(SHA256.HashData(content));
        }
    }
}
