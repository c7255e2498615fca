using Sealane.Cli.Output;
using Sealane.Protocol.Objects;

namespace Sealane.Cli.Locations;

/// <summary>Deletes the objects of one bucket, a thousand a request, which is the most that S3 takes.</summary>
internal sealed class Deletion(S3Client s3, string bucket, Report report, bool dryRun)
{
    private const int Most = 1000;

    private readonly List<string> _keys = new(Most);

    /// <summary>Deletes an object, now or with those that follow.</summary>
    public Task AddAsync(string key, CancellationToken cancellationToken)
    {
        if (dryRun)
        {
            report.Planned(Verb.Delete, $"s3://{bucket}/{key}");
            return Task.CompletedTask;
        }

        if (key.Any(char.IsControl))
        {
            return OneAsync(key, cancellationToken);
        }

        _keys.Add(key);
        return _keys.Count == Most ? FlushAsync(cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Deletes what is gathered.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_keys.Count == 0)
        {
            return;
        }

        try
        {
            var request = new DeleteObjectsRequest
            {
                Bucket = bucket,
                Delete = new() { Objects = [.. _keys.Select(key => new ObjectIdentifier { Key = key })], Quiet = true },
            };
            var result = await s3.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
            var refused = result.Errors.DistinctBy(error => error.Key).ToDictionary(error => error.Key ?? "", StringComparer.Ordinal);
            foreach (var key in _keys)
            {
                var address = $"s3://{bucket}/{key}";
                if (refused.TryGetValue(key, out var error))
                {
                    report.Failed(Verb.Delete, address, null, new IOException($"{error.Code}: {error.Message}"));
                }
                else
                {
                    report.Done(Verb.Delete, address);
                }
            }
        }
        finally
        {
            _keys.Clear();
        }
    }

    // XML, which a request for many is written in, has no control characters.
    private async Task OneAsync(string key, CancellationToken cancellationToken)
    {
        await s3.DeleteObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        report.Done(Verb.Delete, $"s3://{bucket}/{key}");
    }
}
