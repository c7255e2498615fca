using Sealane.Listing;

namespace Sealane.Sync.Folders;

/// <summary>Walks a folder and all below it in the order in which S3 lists the same names as keys.</summary>
/// <remarks>
/// Each folder is sorted with its folders' names ending in <c>/</c>, and a folder's content comes where its name stands: then the whole is
/// in the order of the whole names. In memory is what the folders on the way down hold, up to <see cref="MostInMemory"/> entries each.
/// </remarks>
internal sealed class FolderWalk(string root, LinkRule links, Func<string, bool> leavesOutAllBelow)
{
    /// <summary>Above so many entries a folder is sorted in a temporary file.</summary>
    public int MostInMemory { get; init; } = 64 * 1024;

    public IEnumerable<Entry> Entries()
    {
        var open = new Stack<Level>();
        try
        {
            if (Enter("", root, open) is { } unreadable)
            {
                yield return unreadable;
            }

            while (open.TryPeek(out var level))
            {
                if (!level.MoveNext())
                {
                    open.Pop().Dispose();
                    continue;
                }

                var found = level.Current;
                if (found is { Kind: EntryKind.Skipped, Problem: null })
                {
                    found = Followed(found, level, open);
                }

                if (found is null)
                {
                    continue;
                }

                var entry = level.Prefix.Length == 0 ? found : found with { Key = level.Prefix + found.Key };
                if (entry.Kind != EntryKind.Folder)
                {
                    yield return entry;
                }
                else if (!leavesOutAllBelow(entry.Key))
                {
                    var depth = open.Count;
                    var problem = Enter(entry.Key, Path.Join(root, entry.Key), open);
                    yield return problem ?? (open.Count > depth && open.Peek().IsEmpty ? entry with { Kind = EntryKind.EmptyFolder } : entry);
                }
            }
        }
        finally
        {
            while (open.TryPop(out var level))
            {
                level.Dispose();
            }
        }
    }

    private Entry? Enter(string key, string path, Stack<Level> open)
    {
        var sorted = new SortedEntries(MostInMemory);
        try
        {
            foreach (var entry in FolderContents.Read(path))
            {
                sorted.Add(entry);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            sorted.Dispose();
            return new Entry { Key = key, Kind = EntryKind.Unreadable, Problem = $"The folder could not be read: {fault.Message}" };
        }

        open.Push(new Level(key, path, sorted));
        return null;
    }

    // A link as what it leads to; null when links are not followed.
    private Entry? Followed(Entry link, Level level, Stack<Level> open)
    {
        if (links == LinkRule.Ignore)
        {
            return null;
        }

        try
        {
            var real = RealPath.Of(Path.Join(level.Path, link.Key));
            if (!link.Key.EndsWith('/'))
            {
                return FollowedFile(link, real);
            }

            if (links == LinkRule.FollowInside && !RealPath.IsInside(RealPath.Of(root), real))
            {
                return link with { Problem = $"It is a link to '{real}', outside the folder, and is not followed." };
            }

            return open.Any(above => RealPath.Of(above.Path) == real)
                ? link with { Problem = $"It is a link to '{real}', in which it lies itself, and would go on for ever." }
                : link with { Kind = EntryKind.Folder };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return link with { Problem = $"It is a link that cannot be followed: {fault.Message}" };
        }
    }

    private static Entry FollowedFile(Entry link, string real)
    {
        var file = new FileInfo(real);
        return !file.Exists ? link with { Problem = $"It is a link to '{real}', which does not exist." }
            : SpecialFiles.WhatIs(real) is { } special ? link with { Problem = $"It is a link to {special}, which has no content to copy." }
            : new Entry { Key = link.Key, Length = file.Length, Modified = file.LastWriteTimeUtc };
    }

    /// <summary>A folder on the way down, and how far it has been read.</summary>
    private sealed class Level(string prefix, string path, SortedEntries sorted) : IDisposable
    {
        private readonly IEnumerator<Entry> _entries = sorted.InOrder().GetEnumerator();

        public string Prefix => prefix;

        public string Path => path;

        public bool IsEmpty => sorted.Count == 0;

        public Entry Current => _entries.Current;

        public bool MoveNext() => _entries.MoveNext();

        public void Dispose()
        {
            _entries.Dispose();
            sorted.Dispose();
        }
    }
}
