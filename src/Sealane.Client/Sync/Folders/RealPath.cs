namespace Sealane.Sync.Folders;

/// <summary>Paths with every symbolic link on the way resolved.</summary>
internal static class RealPath
{
    // As the kernel counts      (path_resolution(7))
    private const int MostLinks = 40;

    /// <summary>The path of what a path leads to; what does not exist stays as it is written.</summary>
    /// <exception cref="IOException">The links on the way go round in circles.</exception>
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var links = 0; links <= MostLinks; links++)
        {
            if (FirstLink(full) is not var (at, target))
            {
                return full;
            }

            var beside = Path.GetDirectoryName(full[..at]) ?? "/";
            full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Join(Path.Combine(beside, target), full[at..])));
        }

        throw new IOException($"The links in '{path}' go round in circles.");
    }

    /// <summary>Whether a real path is a real folder or lies in it.</summary>
    public static bool IsInside(string folder, string path) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    // The first link on the way: where its name ends, and what it says.
    private static (int At, string Target)? FirstLink(string full)
    {
        var at = Path.GetPathRoot(full)!.Length;
        while (at < full.Length)
        {
            var end = full.IndexOf(Path.DirectorySeparatorChar, at);
            end = end < 0 ? full.Length : end;
            if (new FileInfo(full[..end]).LinkTarget is { } target)
            {
                return (end, target);
            }

            at = end + 1;
        }

        return null;
    }
}
