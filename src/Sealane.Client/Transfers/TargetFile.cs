using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Sealane.Transfers;

/// <summary>A file that comes into being whole or not at all: written under a temporary name beside its own, then renamed.</summary>
/// <remarks>
/// Of a file that may be resumed, the name and the open file are one lock: whoever opens it second is refused. The rename survives the end of the
/// process; the end of the machine only when the bytes were brought to the disk first, which is asked for, since it waits for all of them.
/// </remarks>
internal sealed class TargetFile : IDisposable
{
    // A name may have 255 bytes on most file systems, and an object's key more than fit beside the rest.
    private const int MaxNamePart = 60;
    private const string Suffix = ".sealane";

    // A disk that is too full for one write says so at that.
    private const int AtOnce = 256 * 1024;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly string _path;
    private readonly string _temporary;
    private readonly SafeFileHandle _handle;
    private bool _kept;

    private TargetFile(string path, string temporary, SafeFileHandle handle) => (_path, _temporary, _handle) = (path, temporary, handle);

    /// <summary>Whether what is written is left under its temporary name when it does not become whole.</summary>
    public bool IsToBeResumed { get; set; }

    /// <summary>The full path, if a file can have it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folderIsThere">Whether its folder is known to exist.</param>
    /// <exception cref="IOException">It is a folder, or its folder is missing.</exception>
    public static string Check(string path, bool folderIsThere = false)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new IOException($"'{path}' is a folder. Give the name of a file.");
        }

        var folder = Path.GetDirectoryName(full)!;
        return folderIsThere || Directory.Exists(folder) ? full : throw new DirectoryNotFoundException($"The folder '{folder}' does not exist. Make it first.");
    }

    /// <summary>Whether a path is that of a device, such as <c>/dev/null</c> or <c>/dev/stdout</c>: written to, and never replaced.</summary>
    public static bool IsDevice(string fullPath) =>
        !OperatingSystem.IsWindows()
        && fullPath.StartsWith("/dev/", StringComparison.Ordinal)
        && !fullPath.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && File.Exists(fullPath);

    /// <summary>Whether a name is one of a file that has not become whole yet: nothing to be uploaded, compared or deleted.</summary>
    public static bool IsTemporary(ReadOnlySpan<char> name) =>
        name.Length > Suffix.Length + 10
        && name[0] == '.'
        && name.EndsWith(Suffix, StringComparison.Ordinal)
        && name[..^Suffix.Length] is var rest
        && rest[(rest.LastIndexOf('.') + 1)..] is { Length: 8 or 32 } distinction
        && !distinction.ContainsAnyExcept(Hexadecimal);

    /// <summary>Makes the temporary file, with room for all bytes: a disk that is too full says so now.</summary>
    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    public static TargetFile Create(string fullPath, long length, Random random)
    {
        int number;
        lock (random)
        {
            number = random.Next();
        }

        var temporary = TemporaryName(fullPath, $"{number:x8}");
        return new TargetFile(fullPath, temporary, Open(temporary, FileMode.CreateNew, fullPath, length <= AtOnce ? 0 : length, FileShare.ReadWrite | FileShare.Delete));
    }

    /// <summary>Opens the temporary file that another process may have left, or makes it.</summary>
    /// <param name="fullPath">The path that the file shall have.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="name">The transfer's name, which the temporary one is made of.</param>
    /// <exception cref="IOException">The folder cannot be written, the disk is full, or somebody is writing that very file.</exception>
    public static TargetFile Resume(string fullPath, long length, string name)
    {
        var temporary = TemporaryName(fullPath, name);
        var left = File.Exists(temporary);
        var file = new TargetFile(fullPath, temporary, Open(temporary, left ? FileMode.Open : FileMode.CreateNew, fullPath, left ? 0 : length, FileShare.None));
        RandomAccess.SetLength(file._handle, length);
        return file;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, offset);
        }
        catch (IOException full) when (IsNoRoom(full))
        {
            throw NoRoom(_path, offset + bytes.Length, full);
        }
    }

    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(_handle, buffer, offset);

    /// <summary>Gives the file its name; what had it before is replaced, and its permissions stay.</summary>
    /// <param name="modified">When the file was changed last, or null for now.</param>
    /// <param name="flush">Whether to wait until all bytes, and the name, are on the disk.</param>
    public void Keep(DateTimeOffset? modified, bool flush)
    {
        if (flush)
        {
            RandomAccess.FlushToDisk(_handle);
        }

        if (modified is { } time)
        {
            File.SetLastWriteTimeUtc(_handle, time.UtcDateTime);
        }

        if (!OperatingSystem.IsWindows() && File.Exists(_path))
        {
            File.SetUnixFileMode(_handle, File.GetUnixFileMode(_path));
        }

        if (OperatingSystem.IsWindows())
        {
            _handle.Dispose(); // what is open cannot be renamed there; elsewhere the lock lasts until the name is right
        }

        File.Move(_temporary, _path, overwrite: true);
        _kept = true;
        _handle.Dispose();
        if (flush)
        {
            FolderSync.Flush(Path.GetDirectoryName(_path)!);
        }
    }

    public void Dispose()
    {
        if (!_kept && !IsToBeResumed && !OperatingSystem.IsWindows())
        {
            File.Delete(_temporary);
        }

        _handle.Dispose();
        if (!_kept && !IsToBeResumed && OperatingSystem.IsWindows())
        {
            File.Delete(_temporary);
        }
    }

    private static string TemporaryName(string fullPath, string distinction)
    {
        var name = Path.GetFileName(fullPath);
        return Path.Combine(Path.GetDirectoryName(fullPath)!, $".{(name.Length > MaxNamePart ? name[..MaxNamePart] : name)}.{distinction}{Suffix}");
    }

    private static SafeFileHandle Open(string temporary, FileMode mode, string path, long length, FileShare share)
    {
        try
        {
            return File.OpenHandle(temporary, mode, FileAccess.ReadWrite, share, FileOptions.None, length);
        }
        catch (IOException full) when (IsNoRoom(full))
        {
            throw NoRoom(path, length, full);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                mode == FileMode.Open
                    ? $"'{temporary}', where '{path}' was begun, cannot be opened: {fault.Message} Wait for the other download of it, or delete it."
                    : $"The folder '{Path.GetDirectoryName(path)}' cannot be written. Choose another one, or change its permissions.",
                fault);
        }
    }

    private static IOException NoRoom(string path, long length, IOException fault) =>
        new($"The disk under '{Path.GetDirectoryName(path)}' has no room for the {length} bytes of '{path}'. Free space there, or choose another folder.", fault);

    // Room that could not be reserved is the runtime's own complaint, without a code of the system's; then ENOSPC and EDQUOT of Linux and
    // macOS, and ERROR_DISK_FULL.
    private static bool IsNoRoom(IOException fault) => fault.HResult is unchecked((int)0x80131620) or 28 or 122 or 69 or unchecked((int)0x80070070);
}
