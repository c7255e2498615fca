namespace Sealane.Endpoints;

/// <summary>Resolves endpoints, and keeps the last answer: most programs ask about one bucket, over and over. Thread-safe.</summary>
internal sealed class EndpointLookup(EndpointSettings settings)
{
    private Resolved? _last;

    /// <summary>As <see cref="EndpointRules.Resolve"/>, for a bucket in a region.</summary>
    /// <exception cref="Diagnostics.S3ConfigurationException">The settings contradict each other, or do not fit the bucket.</exception>
    public Endpoint Resolve(string? bucket, string region, bool acceleratable)
    {
        if (_last is { } last && last.Bucket == bucket && last.Region == region && last.Acceleratable == acceleratable)
        {
            return last.Endpoint;
        }

        var endpoint = EndpointRules.Resolve(bucket, settings with { Region = region }, acceleratable);
        _last = new Resolved(bucket, region, acceleratable, endpoint);
        return endpoint;
    }

    private sealed record Resolved(string? Bucket, string Region, bool Acceleratable, Endpoint Endpoint);
}
