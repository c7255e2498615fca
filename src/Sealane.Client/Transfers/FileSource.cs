using Microsoft.Win32.SafeHandles;

namespace Sealane.Transfers;

/// <summary>A file, opened once however many parts it has, and what it was like then.</summary>
internal sealed class FileSource : RangedSource
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private FileSource(SafeFileHandle handle, string path)
    {
        (_handle, _path) = (handle, path);
        Length = RandomAccess.GetLength(handle);
        Modified = File.GetLastWriteTimeUtc(handle);
    }

    public override long Length { get; }

    /// <summary>When the file was last written to, in UTC.</summary>
    public DateTime Modified { get; }

    /// <summary>Opens a file; others may go on writing to it, and are found out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stream">What has no length beforehand: a pipe, a device, a file of <c>/proc</c>. The caller disposes it.</param>
    /// <returns>Null when it is a stream.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">It is a folder.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileSource? TryOpen(string path, out FileStream? stream)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' is a folder, and one file becomes one object. Name a file in it.");
        }

        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        try
        {
            var isFile = LengthOf(handle) > 0;
            stream = isFile ? null : new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return isFile ? new FileSource(handle, path) : null;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // On the caller's thread: .NET reads files synchronously on Unix anyway, in a thread of its pool, and the hand-over costs more than
    // the read where the pages are cached.
    public override ValueTask<int> ReadAtAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new(RandomAccess.Read(_handle, buffer.Span, offset));
        }
        catch (IOException fault)
        {
            throw new IOException($"'{_path}' cannot be read at byte {offset}: {fault.Message}", fault);
        }
    }

    public override void Check()
    {
        Check(RandomAccess.GetLength(_handle), File.GetLastWriteTimeUtc(_handle));
        var now = new FileInfo(_path);
        if (!now.Exists)
        {
            throw new SourceChangedException(_path, "vanished");
        }

        Check(now.Length, now.LastWriteTimeUtc);
    }

    public override SourceChangedException Shorter() => new(_path, "became shorter");

    public override void Dispose() => _handle.Dispose();

    private static long LengthOf(SafeFileHandle handle)
    {
        try
        {
            return RandomAccess.GetLength(handle);
        }
        catch (NotSupportedException)
        {
            return 0; // a pipe
        }
    }

    private void Check(long length, DateTime modified)
    {
        if (length != Length)
        {
            throw new SourceChangedException(_path, length < Length ? "became shorter" : "became longer");
        }

        if (modified != Modified)
        {
            throw new SourceChangedException(_path, "was written to");
        }
    }
}
