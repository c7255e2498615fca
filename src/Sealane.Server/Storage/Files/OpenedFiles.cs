namespace Sealane.Server.Storage.Files;

/// <summary>An object's files, leased until it is let go of.</summary>
internal sealed class OpenedFiles(StoredObject found, IReadOnlyList<StoredPart> parts, DataFolder folder, FileLeases leases) : OpenedObject
{
    private bool _closed;

    public override ObjectEntry Entry { get; } = parts.Count == 0
        ? found.Entry
        : found.Entry with { Parts = [.. parts.Select(part => part.Entry)] };

    public override Stream OpenRange(long offset, long length) => new FileRangeStream(
        folder,
        found.Content is { } file ? [(file, Entry.Size)] : [.. parts.Select(part => (part.Content, part.Entry.Size))],
        offset,
        length);

    public override ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            _closed = true;
            leases.Return(found.ContentId);
        }

        return ValueTask.CompletedTask;
    }
}
