using Sealane.Flow;

namespace Sealane.Transfers;

/// <summary>
/// The memory that one source of unknown length may hold: one part always, so that it goes on whatever others hold; more while the budget
/// has some. Thread-safe.
/// </summary>
/// <remarks>Two writers in one loop can thus never wait for each other's memory.</remarks>
internal sealed class PartAllowance : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _free;
    private readonly MemoryBudget _budget;
    private readonly long _partSize;
    private long _held;
    private int _waiting;
    private bool _disposed;

    private PartAllowance(MemoryBudget budget, long partSize, int parts) =>
        (_budget, _partSize, _held, _free) = (budget, partSize, parts, new SemaphoreSlim(parts));

    /// <summary>Waits for the memory of the one part; where a disk may stand in for it, nobody waits.</summary>
    /// <exception cref="Diagnostics.S3ConfigurationException">A part is longer than the whole budget.</exception>
    public static async ValueTask<PartAllowance> TakeAsync(MemoryBudget budget, long partSize, bool disk, CancellationToken cancellationToken)
    {
        if (disk)
        {
            return new PartAllowance(budget, partSize, budget.TryTake(partSize) ? 1 : 0);
        }

        await budget.TakeAsync(partSize, cancellationToken).ConfigureAwait(false);
        return new PartAllowance(budget, partSize, 1);
    }

    /// <summary>Takes the memory of a part, if it is there.</summary>
    public bool TryTakePart()
    {
        if (_free.Wait(0, CancellationToken.None))
        {
            return true;
        }

        if (!_budget.TryTake(_partSize))
        {
            return false;
        }

        lock (_lock)
        {
            _held++;
            return true;
        }
    }

    /// <summary>Takes the memory of a part that is sent at the moment, as soon as it is.</summary>
    public async ValueTask WaitForPartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _waiting++;
        }

        try
        {
            await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _waiting--;
            }
        }
    }

    /// <summary>Gives the memory of a part back: to whoever waits here, else what is above one part to the others.</summary>
    public void ReturnPart()
    {
        lock (_lock)
        {
            if (_disposed || (_held > 1 && _waiting == 0))
            {
                _held--;
                _budget.Return(_partSize);
            }
            else
            {
                _free.Release();
            }
        }
    }

    /// <summary>Gives everything back; what parts still hold, when they return it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _disposed = true;
                while (_free.Wait(0, CancellationToken.None))
                {
                    _held--;
                    _budget.Return(_partSize);
                }
            }
        }
    }
}
