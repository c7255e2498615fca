namespace Sealane.Protocol.Errors;

/// <summary>One of S3's errors.</summary>
/// <param name="Code">The code, or for an answer without a document the status as text.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Retryable">Whether the same request may succeed when it is sent again.</param>
/// <param name="Message">S3's text, or the most usual of its texts.</param>
/// <param name="Meaning">What it means, in one sentence.</param>
/// <param name="Remedy">What to try.</param>
public sealed record ErrorRow(string Code, int Status, bool Retryable, string Message, string Meaning, string Remedy)
{
    /// <value>Whether it says "too fast": a retry waits longer, and the client slows down. Default: false.</value>
    public bool Throttles { get; init; }
}
