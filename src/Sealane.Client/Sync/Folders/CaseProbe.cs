namespace Sealane.Sync.Folders;

/// <summary>Finds out whether a file system tells upper from lower case.</summary>
internal static class CaseProbe
{
    /// <summary>Whether names that differ only in case are one in a folder, or in the first folder above it that exists.</summary>
    /// <remarks>A file is made and looked for under another spelling; where none can be made, case counts.</remarks>
    public static bool Folds(string folder)
    {
        while (!Directory.Exists(folder))
        {
            if (Path.GetDirectoryName(folder) is not { } parent)
            {
                return false;
            }

            folder = parent;
        }

        var name = $".sealane-{Guid.NewGuid():n}-case";
        try
        {
            using var probe = File.OpenHandle(Path.Join(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, FileOptions.DeleteOnClose);
            return File.Exists(Path.Join(folder, name.ToUpperInvariant()));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
