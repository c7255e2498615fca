using Sealane.Protocol.Buckets;
using Sealane.Protocol.Errors;
using Sealane.Server.Refusals;
using Sealane.Server.Storage;

namespace Sealane.Server.Handlers;

/// <summary>Lists the buckets, in pages when the client asks for pages.</summary>
internal static class ListBucketsHandler
{
    private const int Largest = 10_000;

    public static async Task<ListBucketsResult> HandleAsync(Call call, ListBucketsRequest request)
    {
        if (request.MaxBuckets is < 1 or > Largest)
        {
            throw new RefusedException(new Refusal(
                RequestErrors.InvalidArgument, $"Argument max-buckets must be an integer between 1 and {Largest}")
                .With("ArgumentName", "max-buckets"));
        }

        string after = request.ContinuationToken is { } token ? ContinuationToken.Read(token) : "";
        IEnumerable<BucketEntry> all = await call.Store.ListBucketsAsync(call.Aborted).ConfigureAwait(false);
        BucketEntry[] matching =
        [
            .. all.Where(bucket => string.CompareOrdinal(bucket.Name, after) > 0
                && bucket.Name.StartsWith(request.Prefix ?? "", StringComparison.Ordinal)
                && (request.BucketRegion is null || bucket.Region == request.BucketRegion)),
        ];
        BucketEntry[] page = [.. matching.Take(request.MaxBuckets ?? Largest)];

        // The region is said to whoever asks for pages, as at S3.
        bool paged = request.MaxBuckets is not null || request.BucketRegion is not null;

        return new()
        {
            Owner = Owners.Owner,
            Prefix = request.Prefix,
            ContinuationToken = page.Length < matching.Length ? ContinuationToken.Write(page[^1].Name) : null,
            Buckets =
            [
                .. page.Select(bucket => new BucketSummary
                {
                    Name = bucket.Name,
                    CreationDate = bucket.Created,
                    BucketRegion = paged ? bucket.Region : null,
                }),
            ],
        };
    }
}
