using Sealane.Listing;

namespace Sealane.Sync;

/// <summary>Where many objects are or go: a folder on disk or a bucket. Closed: those two are all there are.</summary>
/// <remarks>
/// What is done to many reports each object that was touched or failed, one report at a time, and goes on when one fails. What is there
/// already and the same is counted, not reported.
/// </remarks>
public abstract record Place
{
    private protected Place()
    {
    }

    /// <summary>Only what this matches, below the place, takes part; null for everything.</summary>
    public Glob? Pattern { get; init; }

    /// <summary>How a person names one of the things here.</summary>
    public abstract string NameOf(string key);

    /// <summary>What is here, in the order of <see cref="KeyOrder"/>; a bucket's in the order in which its store lists.</summary>
    /// <param name="options">Filter, shard and names are looked at.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    public IAsyncEnumerable<Entry> EntriesAsync(BulkOptions? options = null, CancellationToken cancellationToken = default) =>
        ListAsync(options ?? new BulkOptions(), isTarget: false, cancellationToken);

    /// <summary>Copies everything here to another place, without looking what is there.</summary>
    /// <exception cref="ArgumentException">The two places do not go together; the message says why.</exception>
    public Task<BulkSummary> CopyToAsync(
        Place target, BulkOptions? options = null, Action<ObjectOutcome>? report = null, CancellationToken cancellationToken = default) =>
        new BulkRun(this, target, options ?? new BulkOptions(), report).CopyAsync(removesSource: false, cancellationToken);

    /// <summary>The same, and what was copied is then deleted here.</summary>
    /// <exception cref="ArgumentException">The two places do not go together; the message says why.</exception>
    public Task<BulkSummary> MoveToAsync(
        Place target, BulkOptions? options = null, Action<ObjectOutcome>? report = null, CancellationToken cancellationToken = default) =>
        new BulkRun(this, target, options ?? new BulkOptions(), report).CopyAsync(removesSource: true, cancellationToken);

    /// <summary>Makes another place like this one: copies what differs, and deletes there what is not here when asked to.</summary>
    /// <exception cref="ArgumentException">The two places do not go together; the message says why.</exception>
    public Task<BulkSummary> SyncToAsync(
        Place target, SyncOptions? options = null, Action<ObjectOutcome>? report = null, CancellationToken cancellationToken = default) =>
        new BulkRun(this, target, options ?? new SyncOptions(), report).SyncAsync(options ?? new SyncOptions(), cancellationToken);

    internal abstract IAsyncEnumerable<Entry> ListAsync(BulkOptions options, bool isTarget, CancellationToken cancellationToken);

    /// <summary>Whether a name takes part.</summary>
    private protected bool Takes(string key, BulkOptions options) =>
        options.Shard.Takes(key) && options.Filter.Takes(key) && Pattern?.Matches(key) != false;
}
