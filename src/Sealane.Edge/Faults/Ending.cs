namespace Sealane.Edge.Faults;

/// <summary>What the client sees of its connection when a fault is over.</summary>
public enum Ending
{
    /// <summary>It is closed in order, as after a last answer.</summary>
    Close,

    /// <summary>It is reset (TCP RST).</summary>
    Reset,

    /// <summary>It stays open, and nothing comes until the client closes it.</summary>
    Silence,
}
