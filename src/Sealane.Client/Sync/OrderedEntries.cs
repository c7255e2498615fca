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
        if (last is not null && Current is not null && KeyOrder.Compare(last.Key, Current.Key) >= 0)
        {
            throw new ListingOrderException(last.Key, Current.Key);
        }
    }

    public ValueTask DisposeAsync() => _entries.DisposeAsync();
}
