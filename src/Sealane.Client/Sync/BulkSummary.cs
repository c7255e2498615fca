namespace Sealane.Sync;

/// <summary>How many objects a run did what to; in a dry run, how many it would have.</summary>
public sealed record BulkSummary
{
    /// <summary>Uploaded, downloaded or copied.</summary>
    public long Copied { get; init; }

    /// <summary>How many bytes those have.</summary>
    public long Bytes { get; init; }

    /// <summary>Deleted.</summary>
    public long Deleted { get; init; }

    /// <summary>The same on both sides.</summary>
    public long Same { get; init; }

    /// <summary>Passed over, for a reason that is no failure.</summary>
    public long Skipped { get; init; }

    /// <summary>Failed.</summary>
    public long Failed { get; init; }

    /// <summary>Why nothing was deleted although it was asked for; null otherwise.</summary>
    public string? DeletesStopped { get; init; }

    /// <summary>Whether all was done that was asked for.</summary>
    public bool Succeeded => Failed == 0 && DeletesStopped is null;
}
