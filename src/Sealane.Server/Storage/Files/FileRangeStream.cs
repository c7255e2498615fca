using Microsoft.Win32.SafeHandles;

namespace Sealane.Server.Storage.Files;

/// <summary>Reads a range that may span several files, one open at a time.</summary>
internal sealed class FileRangeStream(DataFolder folder, IReadOnlyList<(string Id, long Size)> files, long offset, long length)
    : ForwardStream
{
    private int _next;
    private SafeFileHandle? _open;
    private long _skip = offset;
    private long _left = length;

    public override int Read(Span<byte> buffer)
    {
        if (_left == 0 || buffer.IsEmpty)
        {
            return 0;
        }

        FindFile();
        int want = (int)Math.Min(Math.Min(buffer.Length, _left), files[_next].Size - _skip);
        int count = RandomAccess.Read(_open!, buffer[..want], _skip);

        if (count == 0)
        {
            throw new IOException($"The file {folder.PathOf(files[_next].Id)} is shorter than what was stored in it.");
        }

        _skip += count;
        _left -= count;
        return count;
    }

    // As for writing: the read blocks in any form, and mostly comes from the page cache.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    protected override void Dispose(bool disposing)
    {
        _open?.Dispose();
        base.Dispose(disposing);
    }

    private void FindFile()
    {
        while (_skip >= files[_next].Size)
        {
            _skip -= files[_next].Size;
            _next++;
            _open?.Dispose();
            _open = null;
        }

        _open ??= folder.OpenRead(files[_next].Id);
    }
}
