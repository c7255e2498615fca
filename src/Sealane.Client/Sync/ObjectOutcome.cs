using Sealane.Listing;

namespace Sealane.Sync;

/// <summary>What came of one name.</summary>
public sealed record ObjectOutcome
{
    /// <summary>What was to be done.</summary>
    public required ObjectAction Action { get; init; }

    /// <summary>What came of it.</summary>
    public required OutcomeStatus Status { get; init; }

    /// <summary>The thing in question.</summary>
    public required Entry Entry { get; init; }

    /// <summary>Where it is copied from; null for a deletion, and for a listing.</summary>
    public string? Source { get; init; }

    /// <summary>Where it is copied to, or what is deleted; null for a listing.</summary>
    public string? Target { get; init; }

    /// <summary>Why it is copied; null for all else.</summary>
    public CopyReason? Why { get; init; }

    /// <summary>Why it failed or was passed over, and what to do; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>What was thrown; null when nothing was.</summary>
    public Exception? Fault { get; init; }
}

/// <summary>What is to be done about one name.</summary>
public enum ObjectAction
{
    /// <summary>From disk to a bucket.</summary>
    Upload,

    /// <summary>From a bucket to disk.</summary>
    Download,

    /// <summary>From bucket to bucket.</summary>
    Copy,

    /// <summary>Away with it.</summary>
    Delete,

    /// <summary>Finding out what there is.</summary>
    List,
}

/// <summary>What came of it.</summary>
public enum OutcomeStatus
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>It would be done, were this not a dry run.</summary>
    Planned,

    /// <summary>Passed over, for a reason that is no failure.</summary>
    Skipped,

    /// <summary>Not done.</summary>
    Failed,
}
