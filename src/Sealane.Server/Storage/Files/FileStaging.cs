using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Sealane.Server.Storage.Files;

/// <summary>Staged bytes in a file of their own, gathered into blocks; published by rename once they are on the disk.</summary>
internal sealed class FileStaging : StagedObject
{
    private const int BlockSize = 256 * 1024;

    private readonly DataFolder _folder;
    private readonly SafeFileHandle _file;
    private byte[]? _block;
    private int _used;
    private long _written;
    private bool _published;
    private bool _kept;

    public FileStaging(DataFolder folder)
    {
        _folder = folder;
        Id = DataFolder.NewId();
        _file = DiskFull.Guard(
            folder, () => File.OpenHandle(folder.StagingPathOf(Id), FileMode.CreateNew, FileAccess.Write, FileShare.Read));
    }

    public string Id { get; }

    public override long Length => _written + _used;

    // Writing to a file blocks in every form .NET offers on Linux; saying so saves the hop to another thread.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadOnlySpan<byte> left = bytes.Span;

        while (!left.IsEmpty)
        {
            if (_used == 0 && left.Length >= BlockSize)
            {
                Write(left[..BlockSize]);
                left = left[BlockSize..];
                continue;
            }

            _block ??= ArrayPool<byte>.Shared.Rent(BlockSize);
            int count = Math.Min(left.Length, BlockSize - _used);
            left[..count].CopyTo(_block.AsSpan(_used));
            _used += count;
            left = left[count..];

            if (_used == BlockSize)
            {
                FlushBlock();
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Brings the bytes to the disk under their permanent name; no row refers to them yet.</summary>
    public void Publish() => DiskFull.Guard(_folder, () =>
    {
        FlushBlock();
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
        _folder.Publish(Id);
        return _published = true;
    });

    /// <summary>Says that a row refers to the bytes now; disposing keeps them.</summary>
    public void Keep() => _kept = true;

    public override ValueTask DisposeAsync()
    {
        _file.Dispose();

        if (_block is not null)
        {
            ArrayPool<byte>.Shared.Return(_block);
            _block = null;
        }

        if (!_kept)
        {
            _kept = true;
            File.Delete(_published ? _folder.PathOf(Id) : _folder.StagingPathOf(Id));
        }

        return ValueTask.CompletedTask;
    }

    private void FlushBlock()
    {
        int used = _used;
        _used = 0;

        if (used > 0)
        {
            Write(_block.AsSpan(0, used));
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_file, bytes, _written);
            _written += bytes.Length;
        }
        catch (IOException failure) when (DiskFull.IsMeantBy(failure))
        {
            throw new StorageFullException(_folder.FullMessage, failure);
        }
    }
}

/// <summary>
/// Tells "no space" from other failures: ENOSPC, EDQUOT and EFBIG on Unix, ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
/// </summary>
internal static class DiskFull
{
    public static bool IsMeantBy(IOException failure) => OperatingSystem.IsWindows()
        ? (failure.HResult & 0xFFFF) is 0x70 or 0x27
        : failure.HResult is 28 or 122 or 27;

    public static T Guard<T>(DataFolder folder, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (IOException failure) when (IsMeantBy(failure))
        {
            throw new StorageFullException(folder.FullMessage, failure);
        }
    }
}
