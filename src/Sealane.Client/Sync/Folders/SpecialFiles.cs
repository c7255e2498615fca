using System.Runtime.InteropServices;

namespace Sealane.Sync.Folders;

/// <summary>Tells pipes, sockets and devices from files: .NET does not, and opening a pipe waits for ever.</summary>
internal static partial class SpecialFiles
{
    private const int AtCurrentFolder = -100;
    private const uint WantType = 1;
    private const int ModeOffset = 28;
    private const int StatxBytes = 256;

    /// <summary>Such as <c>a pipe</c>; null for a file, and where nothing can be told.</summary>
    /// <remarks>They all say that they hold nothing, so only files of length 0 need to be asked about.</remarks>
    public static string? WhatIs(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // struct statx { ... __u16 stx_mode at 28 ... }, the same on every architecture      (statx(2))
        Span<byte> found = stackalloc byte[StatxBytes];
        if (Statx(AtCurrentFolder, path, 0, WantType, ref MemoryMarshal.GetReference(found)) != 0)
        {
            return null;
        }

        // The type's bits      (inode(7))
        return (MemoryMarshal.Read<ushort>(found[ModeOffset..]) & 0xF000) switch
        {
            0x1000 => "a pipe",
            0x2000 => "a character device",
            0x6000 => "a block device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte found);
}
