using Sealane.Listing;

namespace Sealane.Sync;

/// <summary>Counts what comes of a run and reports it, one outcome at a time. Thread-safe.</summary>
internal sealed class Tally(Action<ObjectOutcome>? report)
{
    private readonly Lock _gate = new();
    private long _copied;
    private long _bytes;
    private long _deleted;
    private long _same;
    private long _skipped;
    private long _failed;
    private long _listingFailures;

    /// <summary>How often something could not be listed.</summary>
    public long ListingFailures => Interlocked.Read(ref _listingFailures);

    /// <summary>Whether anything has succeeded yet.</summary>
    public bool HasDone => Interlocked.Read(ref _copied) + Interlocked.Read(ref _deleted) > 0;

    public void Same() => Interlocked.Increment(ref _same);

    public void Copied(ObjectOutcome outcome)
    {
        Interlocked.Increment(ref _copied);
        Interlocked.Add(ref _bytes, Math.Max(0, outcome.Entry.Length));
        Report(outcome);
    }

    public void Deleted(ObjectOutcome outcome)
    {
        Interlocked.Increment(ref _deleted);
        Report(outcome);
    }

    public void Skipped(ObjectAction action, Entry entry, string source, string? problem)
    {
        Interlocked.Increment(ref _skipped);
        Report(new ObjectOutcome { Action = action, Status = OutcomeStatus.Skipped, Entry = entry, Source = source, Problem = problem });
    }

    public void Failed(ObjectOutcome outcome)
    {
        Interlocked.Increment(ref _failed);
        Report(outcome);
    }

    public void ListingFailed(Entry entry)
    {
        Interlocked.Increment(ref _listingFailures);
        Failed(new ObjectOutcome { Action = ObjectAction.List, Status = OutcomeStatus.Failed, Entry = entry, Problem = entry.Problem });
    }

    public void ListingFailed(Exception fault, string where)
    {
        Interlocked.Increment(ref _listingFailures);
        Failed(new ObjectOutcome
        {
            Action = ObjectAction.List,
            Status = OutcomeStatus.Failed,
            Entry = new Entry { Key = "", Kind = EntryKind.Unreadable, Problem = fault.Message },
            Source = where,
            Problem = fault.Message,
            Fault = fault,
        });
    }

    public BulkSummary ToSummary(string? deletesStopped) => new()
    {
        Copied = _copied,
        Bytes = _bytes,
        Deleted = _deleted,
        Same = _same,
        Skipped = _skipped,
        Failed = _failed,
        DeletesStopped = deletesStopped,
    };

    private void Report(ObjectOutcome outcome)
    {
        if (report is not null)
        {
            lock (_gate)
            {
                report(outcome);
            }
        }
    }
}
