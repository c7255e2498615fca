namespace Sealane.Diagnostics;

/// <summary>No answer came: the connection did not come about, broke, or fell silent. The message says what to try.</summary>
public sealed class S3ConnectionException : IOException
{
    /// <summary>Takes the sentence and what was caught underneath.</summary>
    public S3ConnectionException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
