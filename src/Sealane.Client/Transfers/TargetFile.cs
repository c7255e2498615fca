using Microsoft.Win32.SafeHandles;

namespace Sealane.Transfers;

/// <summary>A file that comes into being whole or not at all: written under a temporary name beside its own, then renamed.</summary>
internal sealed class TargetFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly SafeFileHandle _handle;
    private bool _kept;

    private TargetFile(string path, string temporary, SafeFileHandle handle) => (_path, _temporary, _handle) = (path, temporary, handle);

    /// <summary>Makes the temporary file, with room for all bytes: a disk that is too full says so now.</summary>
    /// <exception cref="IOException">The path is a folder, its folder is missing, or the disk is full.</exception>
    public static TargetFile Create(string path, long length, Random random)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new IOException($"'{path}' is a folder. Give the name of a file.");
        }

        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"The folder '{folder}' does not exist. Make it first.");
        }

        int number;
        lock (random)
        {
            number = random.Next();
        }

        var temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{number:x8}.sealane");
        return new TargetFile(full, temporary, Open(temporary, folder, path, length));
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, long offset, CancellationToken cancellationToken) =>
        RandomAccess.WriteAsync(_handle, bytes, offset, cancellationToken);

    public ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(_handle, buffer, offset, cancellationToken);

    /// <summary>Gives the file its name; what had it before is replaced.</summary>
    public void Keep()
    {
        _handle.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _kept = true;
    }

    public void Dispose()
    {
        _handle.Dispose();
        if (!_kept)
        {
            File.Delete(_temporary);
        }
    }

    private static SafeFileHandle Open(string temporary, string folder, string path, long length)
    {
        try
        {
            return File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous, length);
        }
        catch (IOException full) when (IsNoRoom(full))
        {
            throw new IOException($"The disk under '{folder}' has no room for the {length} bytes of '{path}'. Free space there, or choose another folder.", full);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder '{folder}' cannot be written. Choose another one, or change its permissions.", fault);
        }
    }

    // Room that could not be reserved is the runtime's own complaint, without a code of the system's (FileStream's preallocation).
    private static bool IsNoRoom(IOException fault) => fault.HResult == unchecked((int)0x80131620);
}
