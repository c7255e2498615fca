namespace Sealane.Edge.Faults;

/// <summary>Lets the endpoint do its work and answer, and tells the client nothing.</summary>
/// <param name="Ending">What the client sees of its connection instead.</param>
public sealed record LoseAnswer(Ending Ending) : Fault
{
    /// <inheritdoc/>
    public override string Reason => "The way back breaks after the work is done, and the client cannot tell that from work that was never begun.";

    /// <inheritdoc/>
    public override string Source => "RFC 9110 9.2.2 (why only idempotent requests are sent again)";

    /// <inheritdoc/>
    public override string ToString() => Ending switch
    {
        Ending.Close => "answer lost, connection closed",
        Ending.Reset => "answer lost, connection reset",
        _ => "answer lost in silence",
    };
}
