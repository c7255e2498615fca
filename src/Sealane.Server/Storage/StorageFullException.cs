namespace Sealane.Server.Storage;

/// <summary>The store has no room left; what was being written is discarded and everything stored before is intact.</summary>
public sealed class StorageFullException : IOException
{
    /// <summary>Creates it with a sentence that says what is full and what to do.</summary>
    public StorageFullException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
