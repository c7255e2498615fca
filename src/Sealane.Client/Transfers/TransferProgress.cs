namespace Sealane.Transfers;

/// <summary>How far a transfer is, of one object or of many. Reports come several times a second, and once at the end.</summary>
public readonly record struct TransferProgress
{
    /// <summary>The bytes sent or received so far; fewer than before when a part starts over.</summary>
    public long Transferred { get; init; }

    /// <summary>The bytes in all, or null while that is not known.</summary>
    public long? Total { get; init; }

    /// <summary>The parts that are done.</summary>
    public long Parts { get; init; }

    /// <summary>The parts in all, or null while that is not known.</summary>
    public long? TotalParts { get; init; }

    /// <summary>The objects that are done.</summary>
    public long Objects { get; init; }

    /// <summary>The objects in all, or null while that is not known.</summary>
    public long? TotalObjects { get; init; }

    /// <summary>The bytes per second of the last few seconds; 0 in the first report.</summary>
    public double Rate { get; init; }

    /// <summary>How long the rest takes at that rate; null while the total or the rate is not known.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>
    /// The most bytes that a source of unknown length may have: 10,000 parts of the chosen size. Null when the length is known.
    /// </summary>
    public long? Reach { get; init; }
}
