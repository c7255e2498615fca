using System.Runtime.CompilerServices;
using Sealane.Listing;
using Sealane.Protocol.Listing;
using Sealane.Transfers;

namespace Sealane.Sync;

/// <summary>The objects of a bucket whose keys begin with a prefix; a client makes it.</summary>
public sealed record BucketPlace : Place
{
    internal BucketPlace(TransferKit kit, string bucket, string prefix) => (Kit, Bucket, Prefix) = (kit, bucket, prefix);

    /// <summary>The bucket's name.</summary>
    public string Bucket { get; }

    /// <summary>What the keys begin with, as it is: a folder's ends in <c>/</c>. Names below the place are keys without it.</summary>
    public string Prefix { get; }

    internal TransferKit Kit { get; }

    /// <summary>
    /// The objects whose whole keys a pattern matches; below the prefix that ends with the last <c>/</c> before the pattern's first special
    /// character. Only what the pattern literally begins with is listed.
    /// </summary>
    internal static BucketPlace Matching(TransferKit kit, string bucket, string keyPattern)
    {
        var literal = new Glob(keyPattern).LiteralStart;
        var below = literal[..(literal.LastIndexOf('/') + 1)];
        return new BucketPlace(kit, bucket, below) { Pattern = new Glob(keyPattern[below.Length..]) };
    }

    /// <inheritdoc/>
    public override string NameOf(string key) => $"s3://{Bucket}/{Prefix}{key}";

    /// <summary>The key of an object here.</summary>
    public string KeyOf(string key) => Prefix + key;

    /// <summary>Deletes all objects here, 1,000 in a request.</summary>
    public Task<BulkSummary> DeleteAsync(
        BulkOptions? options = null, Action<ObjectOutcome>? report = null, CancellationToken cancellationToken = default) =>
        new BulkRun(this, this, options ?? new BulkOptions(), report).DeleteAsync(cancellationToken);

    internal override IAsyncEnumerable<Entry> ListAsync(BulkOptions options, bool isTarget, CancellationToken cancellationToken) =>
        options.Names is { } names ? NamedAsync(names, options, cancellationToken) : ListedAsync(options, cancellationToken);

    private async IAsyncEnumerable<Entry> ListedAsync(BulkOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { Bucket = Bucket, Prefix = Prefix + Pattern?.LiteralStart };
        await foreach (var page in ObjectListing.PagesAsync(Kit.Sender, request, cancellationToken).ConfigureAwait(false))
        {
            foreach (var one in page.Contents)
            {
                var key = one.Key![Prefix.Length..];
                if (Takes(key, options))
                {
                    yield return new Entry
                    {
                        Key = key,
                        Kind = one.Size == 0 && one.Key.EndsWith('/') ? EntryKind.Marker : EntryKind.File,
                        Length = one.Size ?? -1,
                        Modified = one.LastModified ?? default,
                        ETag = one.ETag,
                        StorageClass = one.StorageClass,
                    };
                }
            }
        }
    }

    private async IAsyncEnumerable<Entry> NamedAsync(
        IAsyncEnumerable<string> names, BulkOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in names.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (Takes(name, options))
            {
                yield return new Entry { Key = name };
            }
        }
    }
}
