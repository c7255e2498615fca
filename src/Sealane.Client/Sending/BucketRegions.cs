using System.Collections.Concurrent;

namespace Sealane.Sending;

/// <summary>The regions that redirects have named, so that a bucket costs one redirect a client. Thread-safe.</summary>
internal sealed class BucketRegions
{
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<string, string> _regions = new(StringComparer.Ordinal);

    public string? Find(string? bucket) => bucket is null ? null : _regions.GetValueOrDefault(bucket);

    public void Learn(string bucket, string region)
    {
        if (_regions.Count >= Capacity)
        {
            _regions.Clear();
        }

        _regions[bucket] = region;
    }
}
