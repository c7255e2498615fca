using Sealane.Diagnostics;

namespace Sealane.Flow;

/// <summary>The memory that a client's transfers may hold at a time; who finds none left waits, in order. Thread-safe; one a client.</summary>
/// <param name="total">The bytes in all.</param>
internal sealed class MemoryBudget(long total)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private long _left = total;

    /// <summary>The bytes in all.</summary>
    public long Total { get; } = total;

    /// <summary>Memory for those who have taken some.</summary>
    public BlockPool Blocks { get; } = new();

    /// <summary>Takes bytes if they are there and nobody waits for them.</summary>
    public bool TryTake(long bytes)
    {
        lock (_lock)
        {
            if (_waiters.Count > 0 || bytes > _left)
            {
                return false;
            }

            _left -= bytes;
            return true;
        }
    }

    /// <summary>Takes bytes, and waits until they are there.</summary>
    /// <exception cref="S3ConfigurationException">There are fewer in all.</exception>
    public async ValueTask TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        if (bytes > Total)
        {
            throw new S3ConfigurationException($"{bytes} bytes of memory are needed at once, and MemoryBudget is {Total}. Set a larger MemoryBudget, a smaller PartSize, or a TempFolder.");
        }

        LinkedListNode<Waiter> waiter;
        lock (_lock)
        {
            if (_waiters.Count == 0 && bytes <= _left)
            {
                _left -= bytes;
                return;
            }

            waiter = _waiters.AddLast(new Waiter(bytes));
        }

        using (cancellationToken.UnsafeRegister(_ => GiveUp(waiter, cancellationToken), null))
        {
            await waiter.Value.Served.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes)
    {
        lock (_lock)
        {
            _left += bytes;
            ServeWaiters();
        }
    }

    private void GiveUp(LinkedListNode<Waiter> waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (waiter.Value.Served.TrySetCanceled(cancellationToken))
            {
                _waiters.Remove(waiter);
                ServeWaiters(); // a smaller claim may have stood behind it
            }
        }
    }

    private void ServeWaiters()
    {
        while (_waiters.First is { } first && first.Value.Bytes <= _left)
        {
            _left -= first.Value.Bytes;
            _waiters.RemoveFirst();
            first.Value.Served.SetResult();
        }
    }

    private sealed record Waiter(long Bytes)
    {
        public TaskCompletionSource Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
