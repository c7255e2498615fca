namespace Sealane.Edge.Faults;

/// <summary>One thing that goes wrong with one request on the way, as data: beside it the relay stays faithful to the byte. A closed set.</summary>
/// <remarks>
/// Mutations are what an intermediary does by design and a signature must survive; faults are accidents and lies that a transfer must
/// survive. Offsets count the bytes of a body's content as HTTP frames it, chunk framing not counted. What was done is recorded by its
/// <see cref="object.ToString"/> in <see cref="Signing.Journey.Hop.Fault"/>.
/// </remarks>
public abstract record Fault
{
    private protected Fault()
    {
    }

    /// <summary>Why this happens, in a sentence.</summary>
    public abstract string Reason { get; }

    /// <summary>Where that is written or was seen.</summary>
    public abstract string Source { get; }
}
