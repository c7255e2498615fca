namespace Sealane.Sync;

/// <summary>How a target is made like a source.</summary>
public sealed record SyncOptions : BulkOptions
{
    /// <summary>What makes two things of one name different.</summary>
    public Comparison Comparison { get; init; }

    /// <summary>Whether a target that is newer than its source is copied as well, under <see cref="Comparison.SizeAndTime"/>.</summary>
    public bool ExactTimestamps { get; init; }

    /// <summary>Whether what only the target has is deleted.</summary>
    /// <remarks>
    /// Deleting begins when both sides were listed to their ends. When anything could not be listed, nothing is deleted, and the run counts
    /// as failed.
    /// </remarks>
    public bool Delete { get; init; }

    /// <summary>
    /// Whether what was copied is then deleted from the source, once its copy is there; what was not copied stays. So a sync is a move of
    /// what differs.
    /// </summary>
    public bool RemoveSource { get; init; }

    /// <summary>The most deletions that are believed: when there would be more, nothing is deleted, and the run counts as failed.</summary>
    /// <value>Null by default: any number.</value>
    public long? MaxDelete { get; init; }
}

/// <summary>What makes two things of one name different.</summary>
public enum Comparison
{
    /// <summary>Another length, or a source that changed after the target.</summary>
    SizeAndTime,

    /// <summary>Another length.</summary>
    Size,

    /// <summary>A source that changed after the target, whatever the lengths.</summary>
    Time,

    /// <summary>
    /// Another length or another checksum: S3's own over the whole object, or the MD5 that its entity tag is; what has neither is copied.
    /// </summary>
    Checksum,

    /// <summary>Nothing: only what the target lacks is copied.</summary>
    Missing,
}
