namespace Sealane.Edge.Faults;

/// <summary>Meets the body of one direction while it passes: pure functions of how much of it has passed.</summary>
/// <param name="Direction">Whose body.</param>
public abstract record BodyFault(Direction Direction) : Fault
{
    /// <summary>Its direction, for printing.</summary>
    private protected string Body => Direction == Direction.Request ? "request" : "answer";

    /// <summary>The first byte of content that it concerns; a shorter body passes unharmed.</summary>
    internal abstract long From { get; }

    /// <summary>Most bytes of content that may pass at once after so many; 0 when the body ends here, by <see cref="Ending"/>.</summary>
    internal virtual long Stretch(long passed) => long.MaxValue;

    /// <summary>What the byte at an offset becomes, when it passes alone.</summary>
    internal virtual byte Alter(long offset, byte value) => value;

    /// <summary>How long to wait after so many bytes have passed at once.</summary>
    internal virtual TimeSpan Pause(long bytes) => TimeSpan.Zero;

    /// <summary>What becomes of the client's connection where the body ends early.</summary>
    internal virtual Ending Ending => Ending.Close;
}
