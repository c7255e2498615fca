namespace Sealane.Server.Storage.Memory;

/// <summary>
/// Staged bytes in memory, in segments that double up to a megabyte so that neither a small nor a large object wastes much.
/// </summary>
internal sealed class MemoryStaging(MemoryBudget budget) : StagedObject
{
    private const int FirstSegment = 4 * 1024;
    private const int LargestSegment = 1024 * 1024;

    private readonly List<ReadOnlyMemory<byte>> _full = [];
    private byte[] _current = [];
    private int _used;
    private long _length;
    private bool _committed;

    public override long Length => _length;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        budget.Take(bytes.Length);
        _length += bytes.Length;

        while (!bytes.IsEmpty)
        {
            if (_used == _current.Length)
            {
                NextSegment();
            }

            int count = Math.Min(bytes.Length, _current.Length - _used);
            bytes[..count].CopyTo(_current.AsMemory(_used));
            _used += count;
            bytes = bytes[count..];
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Hands the bytes over; disposing afterwards keeps them.</summary>
    public MemoryBytes Commit()
    {
        _committed = true;

        if (_used > 0)
        {
            _full.Add(_used == _current.Length ? _current : _current.AsSpan(0, _used).ToArray());
        }

        return new(_full, _length);
    }

    public override ValueTask DisposeAsync()
    {
        if (!_committed)
        {
            _committed = true;
            budget.Give(_length);
        }

        return ValueTask.CompletedTask;
    }

    private void NextSegment()
    {
        if (_used > 0)
        {
            _full.Add(_current);
        }

        _current = new byte[Math.Clamp(_current.Length * 2, FirstSegment, LargestSegment)];
        _used = 0;
    }
}

/// <summary>How many bytes the store may still take; thread-safe.</summary>
internal sealed class MemoryBudget(long capacity)
{
    private long _used;

    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) > capacity)
        {
            Interlocked.Add(ref _used, -bytes);
            throw new StorageFullException(
                $"The memory store is full ({capacity} bytes). Delete objects, or start the server with a larger store or a data folder.");
        }
    }

    public void Give(long bytes) => Interlocked.Add(ref _used, -bytes);
}
