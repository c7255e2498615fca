using Sealane.Listing;
using Sealane.Transfers;

namespace Sealane.Sync;

/// <summary>Does something to many objects, several at a time; one that fails is named and the others go on.</summary>
/// <remarks>
/// <code>
///   (1) steps    a listing, or the merge of two             read by whichever worker is free
///   (2) copies   worker: next step -> copy, compare, skip; what is to be deleted is put aside
///   (3) deletes  when everything was listed, and not too many: what was put aside, 1,000 keys a request
/// </code>
/// </remarks>
internal sealed class BulkRun(Place source, Place target, BulkOptions options, Action<ObjectOutcome>? report)
{
    private readonly Tally _tally = new(report);

    // One of the two is a bucket: it has been checked.
    private TransferKit Kit => ((target as BucketPlace) ?? (BucketPlace)source).Kit;

    public async Task<BulkSummary> CopyAsync(bool removesSource, CancellationToken cancellationToken)
    {
        PlacePair.Check(source, target, options);
        var steps = AskedFor(source.ListAsync(options, isTarget: false, cancellationToken), options);
        await MoveAsync(steps, removesSource, deletes: null, cancellationToken).ConfigureAwait(false);
        return _tally.ToSummary(deletesStopped: null);
    }

    public async Task<BulkSummary> SyncAsync(SyncOptions sync, CancellationToken cancellationToken)
    {
        PlacePair.Check(source, target, options);
        if (options.Names is not null)
        {
            throw new ArgumentException("A sync compares listings, so it takes no list of names. Copy the names instead.");
        }

        // (1) steps, (2) copies; what the source's pattern leaves out is left out of the target too, or it would be deleted there.
        var compared = target with { Pattern = target.Pattern ?? source.Pattern };
        var steps = SyncPlan.MergeAsync(
            source.ListAsync(options, isTarget: false, cancellationToken), compared.ListAsync(options, isTarget: true, cancellationToken), sync, cancellationToken);
        using var deletes = new DeferredDeletes();
        await MoveAsync(steps, sync.RemoveSource, deletes, cancellationToken).ConfigureAwait(false);

        // (3) deletes
        var stopped = deletes.Count == 0 ? null
            : _tally.ListingFailures > 0 ? $"Not everything could be listed, so nothing was deleted ({deletes.Count} would have been)."
            : deletes.Count > sync.MaxDelete ? $"{deletes.Count} deletions are more than the {sync.MaxDelete} that are allowed, so nothing was deleted."
            : null;
        if (stopped is null)
        {
            await RemoveAsync(deletes.InOrder().ToAsyncEnumerable(), target, cancellationToken).ConfigureAwait(false);
        }

        return _tally.ToSummary(stopped);
    }

    public async Task<BulkSummary> DeleteAsync(CancellationToken cancellationToken)
    {
        await RemoveAsync(source.ListAsync(options, isTarget: true, cancellationToken), source, cancellationToken).ConfigureAwait(false);
        return _tally.ToSummary(deletesStopped: null);
    }

    private static async IAsyncEnumerable<SyncStep> AskedFor(IAsyncEnumerable<Entry> entries, BulkOptions options)
    {
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            if (SyncPlan.OnlyInSource(entry, options, CopyReason.Asked) is { } step)
            {
                yield return step;
            }
        }
    }

    private async Task MoveAsync(
        IAsyncEnumerable<SyncStep> steps, bool removesSource, DeferredDeletes? deletes, CancellationToken cancellationToken)
    {
        var removals = removesSource ? new Removals(source, options, _tally) : null;
        var progress = BulkProgress.Of(options.Progress, Kit);
        var mover = ObjectMover.Between(source, target, options, progress, _tally, removals);
        await EachAsync(steps, (step, token) => TakeAsync(step, mover, deletes, token), cancellationToken).ConfigureAwait(false);
        progress?.Finish();
        if (removals is not null)
        {
            await removals.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask TakeAsync(SyncStep step, ObjectMover mover, DeferredDeletes? deletes, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case SyncStep.Copy copy:
                return mover.MoveAsync(copy.Source, copy.Reason, cancellationToken);

            case SyncStep.Compare compare:
                return mover.MoveIfDifferentAsync(compare.Source, compare.Target, cancellationToken);

            case SyncStep.Delete delete:
                deletes!.Add(delete.Target);
                return default;

            case SyncStep.Keep:
                _tally.Same();
                return default;

            case SyncStep.Skip skip:
                _tally.Skipped(mover.Action, skip.Entry, source.NameOf(skip.Key), skip.Entry.Problem);
                return default;

            case SyncStep.Unreadable unreadable:
                _tally.ListingFailed(unreadable.Entry);
                return default;

            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    private async Task RemoveAsync(IAsyncEnumerable<Entry> entries, Place from, CancellationToken cancellationToken)
    {
        var removals = new Removals(from, options, _tally);
        await EachAsync(entries, (entry, token) => RemoveAsync(entry, removals, token), cancellationToken).ConfigureAwait(false);
        await removals.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private ValueTask RemoveAsync(Entry entry, Removals removals, CancellationToken cancellationToken)
    {
        switch (entry.Kind)
        {
            case EntryKind.File or EntryKind.Marker:
                return removals.AddAsync(entry, cancellationToken);
            case EntryKind.Unreadable:
                _tally.ListingFailed(entry);
                return default;
            default:
                return default;
        }
    }

    // Whoever is free takes the next; a listing that fails ends the run after what was taken.
    private async Task EachAsync<T>(IAsyncEnumerable<T> items, Func<T, CancellationToken, ValueTask> work, CancellationToken cancellationToken)
        where T : class
    {
        var workers = Kit.Settings.Workers;
        var enumerator = items.GetAsyncEnumerator(cancellationToken);
        await using var guard = enumerator.ConfigureAwait(false);
        using var feed = new StepFeed<T>(enumerator, workers.Blocks);
        await workers.RunAsync(
            async token =>
            {
                if (await feed.NextAsync(token).ConfigureAwait(false) is not { } item)
                {
                    return false;
                }

                await work(item, token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        if (feed.Fault is { } fault)
        {
            _tally.ListingFailed(fault, ReferenceEquals(source, target) ? source.NameOf("") : $"{source.NameOf("")} and {target.NameOf("")}");
        }
    }
}
