using System.Runtime.CompilerServices;
using Sealane.Listing;

namespace Sealane.Sync;

/// <summary>Merges the listings of a source and a target into what is to be done. Pure, and in constant memory.</summary>
public static class SyncPlan
{
    /// <summary>The steps, in the order of their names.</summary>
    /// <param name="source">What the source holds, in the order of <see cref="KeyOrder"/>.</param>
    /// <param name="target">What the target holds, in the same order.</param>
    /// <param name="options">What counts as different, and whether to delete.</param>
    /// <param name="cancellationToken">Ends the merge.</param>
    /// <exception cref="ListingOrderException">A listing is not in order; merged all the same, it would copy and delete the wrong things.</exception>
    public static async IAsyncEnumerable<SyncStep> MergeAsync(
        IAsyncEnumerable<Entry> source,
        IAsyncEnumerable<Entry> target,
        SyncOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var left = new OrderedEntries(source, cancellationToken);
        await using var leftGuard = left.ConfigureAwait(false);
        var right = new OrderedEntries(target, cancellationToken);
        await using var rightGuard = right.ConfigureAwait(false);
        await left.MoveNextAsync().ConfigureAwait(false);
        await right.MoveNextAsync().ConfigureAwait(false);

        // The last name under which the source has something that could not be looked into.
        string? unknown = null;
        while (left.Current is not null || right.Current is not null)
        {
            var order = left.Current is null ? 1 : right.Current is null ? -1 : KeyOrder.Compare(left.Current.Key, right.Current.Key);
            if (order <= 0 && left.Current!.Kind is EntryKind.Skipped or EntryKind.Unreadable)
            {
                unknown = left.Current.Key;
            }

            if (order < 0)
            {
                if (OnlyInSource(left.Current!, options) is { } step)
                {
                    yield return step;
                }

                await left.MoveNextAsync().ConfigureAwait(false);
            }
            else if (order > 0)
            {
                var isUnknown = unknown is not null && unknown.EndsWith('/') && right.Current!.Key.StartsWith(unknown, StringComparison.Ordinal);
                if (OnlyInTarget(right.Current!, isUnknown, options) is { } step)
                {
                    yield return step;
                }

                await right.MoveNextAsync().ConfigureAwait(false);
            }
            else
            {
                if (right.Current!.Kind == EntryKind.Unreadable)
                {
                    yield return new SyncStep.Unreadable(right.Current);
                }

                if (InBoth(left.Current!, right.Current, options) is { } step)
                {
                    yield return step;
                }

                await left.MoveNextAsync().ConfigureAwait(false);
                await right.MoveNextAsync().ConfigureAwait(false);
            }
        }
    }

    internal static SyncStep? OnlyInSource(Entry source, BulkOptions options, CopyReason reason = CopyReason.New) => source.Kind switch
    {
        EntryKind.File or EntryKind.Marker => new SyncStep.Copy(source, reason),
        EntryKind.EmptyFolder => options.EmptyFolders ? new SyncStep.Copy(source, reason) : null,
        EntryKind.Skipped => new SyncStep.Skip(source),
        EntryKind.Unreadable => new SyncStep.Unreadable(source),
        EntryKind.Folder => null,
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    private static SyncStep? OnlyInTarget(Entry target, bool isUnknown, SyncOptions options) => target.Kind switch
    {
        EntryKind.Unreadable => new SyncStep.Unreadable(target),
        EntryKind.File or EntryKind.Marker when options.Delete && !isUnknown => new SyncStep.Delete(target),
        _ => null,
    };

    private static SyncStep? InBoth(Entry source, Entry target, SyncOptions options)
    {
        if (source.Kind != EntryKind.File || target.Kind != EntryKind.File)
        {
            return source.Kind switch
            {
                EntryKind.File => new SyncStep.Copy(source, CopyReason.Content),
                EntryKind.Skipped => new SyncStep.Skip(source),
                EntryKind.Unreadable => new SyncStep.Unreadable(source),
                _ => new SyncStep.Keep(source),
            };
        }

        if (options.Comparison == Comparison.Missing)
        {
            return new SyncStep.Keep(source);
        }

        if (options.Comparison != Comparison.Time && source.Length != target.Length)
        {
            return new SyncStep.Copy(source, CopyReason.Size);
        }

        return options.Comparison switch
        {
            Comparison.Checksum => new SyncStep.Compare(source, target),
            Comparison.SizeAndTime or Comparison.Time when source.Modified > target.Modified || (options.ExactTimestamps && source.Modified != target.Modified) =>
                new SyncStep.Copy(source, CopyReason.Time),
            _ => new SyncStep.Keep(source),
        };
    }
}
