namespace Sealane.Server.Storage;

/// <summary>One version of an object held open: its bytes stay readable when it is overwritten or deleted meanwhile.</summary>
public abstract class OpenedObject : IAsyncDisposable
{
    /// <summary>What is known about it.</summary>
    public abstract ObjectEntry Entry { get; }

    /// <summary>Reads a range of it from front to back; the stream is to be disposed before this object is.</summary>
    /// <param name="offset">First byte, 0 to the size.</param>
    /// <param name="length">Number of bytes; the range must lie inside the object.</param>
    public abstract Stream OpenRange(long offset, long length);

    /// <summary>Lets go of the version.</summary>
    public abstract ValueTask DisposeAsync();
}
