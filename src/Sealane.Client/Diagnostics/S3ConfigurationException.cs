namespace Sealane.Diagnostics;

/// <summary>An option, an environment variable or a profile that cannot be used as it is; the message names it and the remedy.</summary>
public sealed class S3ConfigurationException : Exception
{
    /// <summary>Takes the sentence that says what is wrong and what to do.</summary>
    public S3ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>As above, with what was caught underneath.</summary>
    public S3ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
