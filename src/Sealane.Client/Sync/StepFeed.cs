using Sealane.Diagnostics;

namespace Sealane.Sync;

/// <summary>Hands the items of a stream to several workers, each item once.</summary>
/// <param name="items">The stream.</param>
/// <param name="blocks">Whether workers are threads of their own, which wait where they stand.</param>
internal sealed class StepFeed<T>(IAsyncEnumerator<T> items, bool blocks) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _ended;

    /// <summary>What ended the stream before its end; null when nothing did.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>The next item; null after the last, and after a failure.</summary>
    public async ValueTask<T?> NextAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _ended = _ended || !await MoveAsync().ConfigureAwait(false);
            return _ended ? null : items.Current;
        }
        catch (Exception fault) when (fault is S3Exception or S3ConnectionException or ListingOrderException or IOException or UnauthorizedAccessException)
        {
            (_ended, Fault) = (true, fault);
            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private Task EnterAsync(CancellationToken cancellationToken)
    {
        if (!blocks)
        {
            return _gate.WaitAsync(cancellationToken);
        }

        _gate.Wait(cancellationToken);
        return Task.CompletedTask;
    }

    private ValueTask<bool> MoveAsync()
    {
        var move = items.MoveNextAsync();
        return blocks && !move.IsCompleted ? new(move.AsTask().GetAwaiter().GetResult()) : move;
    }

}
