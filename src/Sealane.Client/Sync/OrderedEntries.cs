using Sealane.Listing;

namespace Sealane.Sync;

/// <summary>A listing read entry by entry, whose order is checked.</summary>
internal sealed class OrderedEntries(IAsyncEnumerable<Entry> entries, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Entry> _entries = entries.GetAsyncEnumerator(cancellationToken);

    /// <summary>The entry; null before the first and after the last.</summary>
    public Entry? Current { get; private set; }

    public async ValueTask MoveNextAsync()
    {
        var last = Current;
        Current = await _entries.MoveNextAsync().ConfigureAwait(false) ? _entries.Current : null;
        if (last is null || Current is null)
        {
            return;
        }

        // Names that are passed over since they are not UTF-8 may read the same.
        var order = KeyOrder.Compare(last.Key, Current.Key);
        if (order > 0 || (order == 0 && last.Kind != EntryKind.Skipped))
        {
            throw new ListingOrderException(last.Key, Current.Key);
        }
    }

    public ValueTask DisposeAsync() => _entries.DisposeAsync();
}
