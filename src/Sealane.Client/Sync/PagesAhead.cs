namespace Sealane.Sync;

/// <summary>Reads pages, the next while the last one is looked at.</summary>
internal sealed class PagesAhead<T> : IAsyncDisposable
    where T : class
{
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<T> _pages;
    private Task<T?>? _next;

    public PagesAhead(Func<CancellationToken, IAsyncEnumerable<T>> pages, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pages = pages(_stop.Token).GetAsyncEnumerator(_stop.Token);
    }

    /// <summary>The next page; null after the last.</summary>
    public async ValueTask<T?> NextAsync()
    {
        var page = await (_next ?? FetchAsync()).ConfigureAwait(false);

        // On a thread of its own, since a transport may block the one that it is called on.
        _next = page is null ? null : Task.Run(FetchAsync);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_next is not null)
        {
            await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _pages.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task<T?> FetchAsync() => await _pages.MoveNextAsync().ConfigureAwait(false) ? _pages.Current : null;
}
