using Sealane.Diagnostics;
using Sealane.Listing;
using Sealane.Transfers;

namespace Sealane.Sync;

/// <summary>Moves one object from one kind of place to another, and says what came of it. Thread-safe.</summary>
internal abstract class ObjectMover(Place source, Place target, BulkOptions options, Tally tally, Removals? removals)
{
    /// <summary>Which way it goes.</summary>
    public abstract ObjectAction Action { get; }

    // One of the two is a bucket.
    private TransferKit Kit { get; } = (target as BucketPlace ?? (BucketPlace)source).Kit;

    /// <summary>How it goes.</summary>
    protected BulkOptions Options => options;

    public static ObjectMover Between(
        Place source, Place target, BulkOptions options, BulkProgress? progress, Tally tally, Removals? removals) => (source, target) switch
        {
            (FolderPlace from, BucketPlace to) => new UploadMover(from, to, options, progress, tally, removals),
            (BucketPlace from, FolderPlace to) => new DownloadMover(from, to, options, progress, tally, removals),
            (BucketPlace from, BucketPlace to) => new CopyMover(from, to, options, progress, tally, removals),
            _ => throw new ArgumentOutOfRangeException(nameof(source)),
        };

    public async ValueTask MoveAsync(Entry entry, CopyReason why, CancellationToken cancellationToken)
    {
        var outcome = new ObjectOutcome
        {
            Action = Action,
            Status = options.DryRun ? OutcomeStatus.Planned : OutcomeStatus.Done,
            Entry = entry,
            Source = source.NameOf(entry.Key),
            Target = target.NameOf(entry.Key),
            Why = why,
        };
        try
        {
            if (WhySkipped(entry, why) is { } skipped)
            {
                tally.Skipped(Action, entry, outcome.Source, skipped);
                return;
            }

            Kit.Settings.Pace.BeginSmall(entry.Length);
            var length = options.DryRun ? entry.Length : await TransferAsync(entry, cancellationToken).ConfigureAwait(false);
            tally.Copied(length == entry.Length ? outcome : outcome with { Entry = entry with { Length = length } });
        }
        catch (Exception fault) when (IsOfOneObject(fault))
        {
            tally.Failed(outcome with { Status = OutcomeStatus.Failed, Problem = fault.Message, Fault = fault });
            return;
        }

        if (removals is not null)
        {
            await removals.AddAsync(entry, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask MoveIfDifferentAsync(Entry from, Entry to, CancellationToken cancellationToken)
    {
        try
        {
            if (await AreSameAsync(from, to, cancellationToken).ConfigureAwait(false))
            {
                tally.Same();
                return;
            }
        }
        catch (Exception fault) when (IsOfOneObject(fault))
        {
            tally.Failed(new ObjectOutcome
            {
                Action = Action,
                Status = OutcomeStatus.Failed,
                Entry = from,
                Source = source.NameOf(from.Key),
                Target = target.NameOf(from.Key),
                Problem = fault.Message,
                Fault = fault,
            });
            return;
        }

        await MoveAsync(from, CopyReason.Content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves the bytes.</summary>
    /// <returns>How many there were.</returns>
    protected abstract Task<long> TransferAsync(Entry entry, CancellationToken cancellationToken);

    /// <summary>Whether two things of one name and length hold the same.</summary>
    protected abstract Task<bool> AreSameAsync(Entry from, Entry to, CancellationToken cancellationToken);

    /// <summary>Why it is passed over without being a failure; null when it is not. A refusal is thrown.</summary>
    protected virtual string? WhySkipped(Entry entry, CopyReason why) => null;

    // Without a bucket or with options that no request can be made of, the next object would fail as well.
    private bool IsOfOneObject(Exception fault) => fault switch
    {
        S3Exception refusal => refusal.Code != "NoSuchBucket",
        S3ConfigurationException => tally.HasDone,
        S3ConnectionException or ChecksumMismatchException or IOException or UnauthorizedAccessException or ArgumentException => true,
        _ => false,
    };
}
