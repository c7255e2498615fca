namespace Sealane.Server.Storage;

/// <summary>
/// Bytes on their way into the store: written in order, then handed to one of the store's commit methods. Whatever is not committed is
/// gone when this is disposed; nobody else ever sees it.
/// </summary>
public abstract class StagedObject : IAsyncDisposable
{
    /// <summary>Bytes written so far.</summary>
    public abstract long Length { get; }

    /// <summary>Appends bytes; not to be called twice at once.</summary>
    /// <exception cref="StorageFullException">The store has no room for them.</exception>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Discards the bytes unless they were committed.</summary>
    public abstract ValueTask DisposeAsync();
}
