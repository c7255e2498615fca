using System.IO.Enumeration;
using Sealane.Listing;
using Sealane.Transfers;

namespace Sealane.Sync.Folders;

/// <summary>What one folder holds, by name, as entries: folders' names end in <c>/</c>. One look at the disk for each.</summary>
internal static class FolderContents
{
    // Attributes are left alone: what is hidden or of the system is the user's, too.
    private static readonly EnumerationOptions Plainly = new()
    {
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
        AttributesToSkip = 0,
        BufferSize = 32 * 1024,
    };

    // What .NET gives for a file that it could not look at.
    private static readonly DateTimeOffset Unknown = DateTimeOffset.FromFileTime(0);

    /// <summary>Links are entries of the kind <see cref="EntryKind.Skipped"/> without a problem: whoever reads decides about them.</summary>
    /// <exception cref="IOException">The folder cannot be read, or went away.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IEnumerable<Entry> Read(string folder) => new FileSystemEnumerable<Entry>(folder, ToEntry, Plainly)
    {
        // What a download has begun is no file of the folder yet.
        ShouldIncludePredicate = static (ref found) => found.IsDirectory || !TargetFile.IsTemporary(found.FileName),
    };

    private static Entry ToEntry(ref FileSystemEntry found)
    {
        var name = found.FileName;
        if (name.Contains('\uFFFD') && !Exists(found.ToFullPath()))
        {
            return new Entry
            {
                Key = name.ToString(),
                Kind = EntryKind.Skipped,
                Problem = "Its name is not UTF-8, and keys are. Rename it.",
            };
        }

        if ((found.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            return new Entry { Key = found.IsDirectory ? string.Concat(name, "/") : name.ToString(), Kind = EntryKind.Skipped };
        }

        if (found.IsDirectory)
        {
            return new Entry { Key = string.Concat(name, "/"), Kind = EntryKind.Folder };
        }

        var modified = found.LastWriteTimeUtc;
        var length = found.Length;
        if (modified == Unknown)
        {
            return new Entry { Key = name.ToString(), Kind = EntryKind.Unreadable, Problem = "Its length and time could not be read. See who may enter its folder." };
        }

        return length == 0 && SpecialFiles.WhatIs(found.ToFullPath()) is { } special
            ? new Entry { Key = name.ToString(), Kind = EntryKind.Skipped, Problem = $"It is {special}, which has no content to copy." }
            : new Entry { Key = name.ToString(), Length = length, Modified = modified };
    }

    private static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
