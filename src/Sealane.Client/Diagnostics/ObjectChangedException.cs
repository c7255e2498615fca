namespace Sealane.Diagnostics;

/// <summary>An object was overwritten or deleted while it was read: what came before does not belong to what would follow.</summary>
public sealed class ObjectChangedException : IOException
{
    internal ObjectChangedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
