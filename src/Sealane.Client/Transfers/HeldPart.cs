using Microsoft.Win32.SafeHandles;
using Sealane.Flow;

namespace Sealane.Transfers;

/// <summary>A part that is gathered before it is sent, and held until S3 has it: in pooled blocks, or in a file that has no name any more.</summary>
internal sealed class HeldPart : RangedSource
{
    // Blocks and not one array of the part's length: only what is filled is touched, and one that is pooled is touched already.
    private const int BlockSize = BlockPool.BlockSize;

    private readonly List<byte[]> _blocks = [];
    private readonly BlockPool _pool;
    private readonly SafeFileHandle? _spill;
    private readonly long _capacity;
    private readonly Action<HeldPart> _released;
    private long _length;
    private int _disposed;

    private HeldPart(long capacity, BlockPool pool, SafeFileHandle? spill, Action<HeldPart> released) =>
        (_capacity, _pool, _spill, _released) = (capacity, pool, spill, released);

    public override long Length => _length;

    public bool IsFull => _length == _capacity;

    public bool IsSpilled => _spill is not null;

    /// <summary>Where the next bytes go; empty when the part is full.</summary>
    public Memory<byte> Room
    {
        get
        {
            var used = (int)(_length % BlockSize);
            if (used == 0 && !IsFull && _blocks.Count <= (IsSpilled ? 0 : _length / BlockSize))
            {
                _blocks.Add(_pool.Rent());
            }

            return IsFull ? default : _blocks[^1].AsMemory(used, (int)Math.Min(BlockSize - used, _capacity - _length));
        }
    }

    /// <summary>A part in memory.</summary>
    public static HeldPart InMemory(long capacity, BlockPool pool, Action<HeldPart> released) => new(capacity, pool, null, released);

    /// <summary>A part in a file.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static HeldPart InFile(long capacity, BlockPool pool, string folder, string name, Action<HeldPart> released)
    {
        try
        {
            var handle = File.OpenHandle(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose);
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(Path.Combine(folder, name)); // what is open stays, and nothing is left behind by a kill
            }

            return new HeldPart(capacity, pool, handle, released);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"A part cannot be kept in TempFolder '{folder}': {fault.Message} Choose another folder, or a larger MemoryBudget.", fault);
        }
    }

    /// <summary>So many bytes have been put into the room.</summary>
    public void Advance(int bytes)
    {
        _length += bytes;
        if (_length % BlockSize == 0 || IsFull)
        {
            Spill();
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Seal()
    {
        if (_length % BlockSize != 0 && !IsFull)
        {
            Spill();
        }
    }

    public override ValueTask<int> ReadAtAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        if (_spill is not null)
        {
            return new(RandomAccess.Read(_spill, buffer.Span, offset));
        }

        var wanted = (int)Math.Min(buffer.Length, _length - offset);
        for (var copied = 0; copied < wanted;)
        {
            var (block, within) = Math.DivRem(offset + copied, BlockSize);
            var some = (int)Math.Min(wanted - copied, BlockSize - within);
            _blocks[(int)block].AsSpan((int)within, some).CopyTo(buffer.Span[copied..]);
            copied += some;
        }

        return new(wanted);
    }

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _blocks.ForEach(_pool.Return);
            _spill?.Dispose();
            _released(this);
        }
    }

    // One block is enough for a part in a file: it is filled again and again.
    private void Spill()
    {
        if (_spill is null)
        {
            return;
        }

        var begin = (_length - 1) / BlockSize * BlockSize;
        try
        {
            RandomAccess.Write(_spill, _blocks[0].AsSpan(0, (int)(_length - begin)), begin);
        }
        catch (IOException fault)
        {
            throw new IOException($"A part cannot be kept in TempFolder: {fault.Message} Free space there, or choose another folder.", fault);
        }
    }
}
