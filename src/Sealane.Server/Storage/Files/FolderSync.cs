using System.Runtime.InteropServices;

namespace Sealane.Server.Storage.Files;

/// <summary>
/// Brings a folder's entries to the disk. A renamed file survives a power cut only when its folder was flushed too (fsync(2)); .NET opens
/// no folders, hence the system calls. Windows journals entries by itself and has no such call.
/// </summary>
internal static partial class FolderSync
{
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, 0);

        if (descriptor < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        }

        int result = FSync(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);

        // Some file systems cannot flush folders and say so with EINVAL (22); they have nothing better to offer.
        if (result != 0 && error != 22)
        {
            throw new IOException($"The folder {folder} cannot be brought to the disk (error {error}).") { HResult = error };
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
