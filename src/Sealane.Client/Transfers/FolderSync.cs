using System.Runtime.InteropServices;

namespace Sealane.Transfers;

/// <summary>
/// Brings a folder's entries to the disk: a file that was renamed survives a power cut only when its folder was flushed too (fsync(2)).
/// .NET opens no folders, hence the system calls. Windows journals entries by itself and has no such call.
/// </summary>
internal static partial class FolderSync
{
    // Some file systems cannot flush folders, and have nothing better to offer.
    private const int NotSupported = 22;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        var done = descriptor >= 0 && FSync(descriptor) == 0;
        var error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }

        if (!done && error != NotSupported)
        {
            throw new IOException($"The folder '{folder}' cannot be brought to the disk (error {error}).") { HResult = error };
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
