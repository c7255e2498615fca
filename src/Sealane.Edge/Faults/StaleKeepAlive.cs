namespace Sealane.Edge.Faults;

/// <summary>Passes the whole answer, lets the client believe that the connection lives, and ends it.</summary>
/// <param name="Ending">
/// <see cref="Ending.Close"/>: closes it without a word. <see cref="Ending.Reset"/>: waits for the next request and resets the connection
/// under it. <see cref="Ending.Silence"/>: takes the next request and never answers.
/// </param>
public sealed record StaleKeepAlive(Ending Ending) : Fault
{
    /// <inheritdoc/>
    public override string Reason => "The two sides of a kept connection give it up at different times, and a request may cross with the end.";

    /// <inheritdoc/>
    public override string Source => "RFC 9112 9.3.1";

    /// <inheritdoc/>
    public override string ToString() => Ending switch
    {
        Ending.Close => "kept connection closed",
        Ending.Reset => "kept connection reset under the next request",
        _ => "kept connection silent for the next request",
    };
}
