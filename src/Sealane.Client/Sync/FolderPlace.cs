using System.Runtime.CompilerServices;
using Sealane.Listing;
using Sealane.Sync.Folders;

namespace Sealane.Sync;

/// <summary>A folder on disk, and all below it.</summary>
public sealed record FolderPlace : Place
{
    /// <summary>A folder; as a target it need not exist.</summary>
    public FolderPlace(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Root = Path.GetFullPath(path);
    }

    /// <summary>The folder, as a full path.</summary>
    public string Root { get; }

    /// <summary>Whether symbolic links count as what they lead to.</summary>
    /// <value>True by default. In a target, links to folders outside it are never followed.</value>
    public bool FollowsLinks { get; init; } = true;

    /// <summary>Whether names that differ only in case are one here.</summary>
    /// <value>Null by default: what the file system does is tried out.</value>
    public bool? FoldsCase { get; init; }

    /// <summary>Above how many entries one folder is sorted in a temporary file, rather than in memory.</summary>
    /// <value>65,536 by default, which takes about 10 MiB.</value>
    public int MostInMemory { get; init; } = 64 * 1024;

    /// <inheritdoc/>
    public override string NameOf(string key) => Path.Join(Root, key);

    internal override IAsyncEnumerable<Entry> ListAsync(BulkOptions options, bool isTarget, CancellationToken cancellationToken) =>
        options.Names is { } names ? NamedAsync(names, options, cancellationToken) : Walk(options, isTarget).ToAsyncEnumerable();

    private IEnumerable<Entry> Walk(BulkOptions options, bool isTarget)
    {
        // A target that does not exist holds nothing; it comes into being with its first file.
        if (isTarget && !Path.Exists(Root))
        {
            yield break;
        }

        var links = !FollowsLinks ? LinkRule.Ignore : isTarget ? LinkRule.FollowInside : LinkRule.Follow;
        var walk = new FolderWalk(Root, links, folder => options.Filter.LeavesOutAllBelow(folder)) { MostInMemory = MostInMemory };
        foreach (var entry in walk.Entries())
        {
            if (entry.Kind == EntryKind.Unreadable || Takes(entry.Key, options))
            {
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<Entry> NamedAsync(
        IAsyncEnumerable<string> names, BulkOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var given in names.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            // As "find ." writes them.
            var name = given.StartsWith("./", StringComparison.Ordinal) ? given[2..] : given;
            if (Takes(name, options))
            {
                yield return Named(name);
            }
        }
    }

    private Entry Named(string name)
    {
        if (TargetFolder.WhyRefused(name) is not null)
        {
            return new Entry { Key = name, Kind = EntryKind.Unreadable, Problem = $"It is no name below '{Root}', such as 'folder/file'." };
        }

        var file = new FileInfo(NameOf(name));
        return !file.Exists ? new Entry { Key = name, Kind = EntryKind.Unreadable, Problem = "There is no such file." }
            : file.Length == 0 && SpecialFiles.WhatIs(file.FullName) is { } special
                ? new Entry { Key = name, Kind = EntryKind.Skipped, Problem = $"It is {special}, which has no content to copy." }
            : new Entry { Key = name, Length = file.Length, Modified = file.LastWriteTimeUtc };
    }
}
