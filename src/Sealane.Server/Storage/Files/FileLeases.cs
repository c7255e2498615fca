namespace Sealane.Server.Storage.Files;

/// <summary>
/// Keeps the files of an opened object until the last reader is done, though its row is gone: a reader opens the files of a large
/// multipart object one after the other, so an open handle is not enough. Thread-safe.
/// </summary>
internal sealed class FileLeases(DataFolder folder)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _doomed = new(StringComparer.Ordinal);

    /// <summary>Begins reading some content.</summary>
    public void Take(string content)
    {
        lock (_lock)
        {
            _readers[content] = _readers.GetValueOrDefault(content) + 1;
        }
    }

    /// <summary>Ends reading; the last reader of doomed content deletes it.</summary>
    public void Return(string content)
    {
        IReadOnlyList<string>? files = null;

        lock (_lock)
        {
            if (--_readers[content] == 0)
            {
                _readers.Remove(content);
                _doomed.Remove(content, out files);
            }
        }

        Delete(files ?? []);
    }

    /// <summary>Deletes files whose rows are gone, at once or when the last reader is done.</summary>
    public void Doom(Content content)
    {
        lock (_lock)
        {
            if (_readers.ContainsKey(content.Id))
            {
                _doomed[content.Id] = content.Files;
                return;
            }
        }

        Delete(content.Files);
    }

    private void Delete(IReadOnlyList<string> files)
    {
        foreach (string file in files)
        {
            try
            {
                folder.Delete(file);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // No row refers to it any more; the next start tries again.
            }
        }
    }
}

/// <summary>What an object consists of on the disk.</summary>
/// <param name="Id">Its one file's id, or the id of the multipart upload that brought its files.</param>
/// <param name="Files">The ids of its files, in order.</param>
internal sealed record Content(string Id, IReadOnlyList<string> Files)
{
    /// <summary>Content of one file.</summary>
    public static Content Of(string file) => new(file, [file]);
}
