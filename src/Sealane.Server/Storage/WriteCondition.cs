namespace Sealane.Server.Storage;

/// <summary>
/// What must be true of a key at the instant of a write; judged inside the store, so that of two racing writers one loses.
/// </summary>
public abstract record WriteCondition
{
    private WriteCondition()
    {
    }

    /// <summary>Always write.</summary>
    public static WriteCondition None { get; } = new Nothing();

    /// <summary>If-None-Match: * (nothing may be there).</summary>
    public static WriteCondition MustNotExist { get; } = new Absent();

    /// <summary>If-Match: * on a delete (something must be there).</summary>
    public static WriteCondition MustExist { get; } = new Present();

    /// <summary>If-Match: the object there must have this entity tag (without quotes).</summary>
    public static WriteCondition MustMatch(string etag) => new Matching(etag);

    /// <summary>Judges the condition against what is there now.</summary>
    public WriteResult Judge(string? currentETag) => this switch
    {
        Nothing => WriteResult.Done,
        Absent => currentETag is null ? WriteResult.Done : WriteResult.ConditionFailed,
        Present => currentETag is null ? WriteResult.NoSuchKey : WriteResult.Done,
        Matching(var etag) when currentETag is not null => etag == currentETag ? WriteResult.Done : WriteResult.ConditionFailed,
        _ => WriteResult.NoSuchKey,
    };

    private sealed record Nothing : WriteCondition;

    private sealed record Absent : WriteCondition;

    private sealed record Present : WriteCondition;

    private sealed record Matching(string ETag) : WriteCondition;
}

/// <summary>How a write ended.</summary>
public enum WriteResult
{
    /// <summary>Done, and durable where the store is.</summary>
    Done,

    /// <summary>The bucket does not exist.</summary>
    NoSuchBucket,

    /// <summary>The bucket still has objects.</summary>
    BucketNotEmpty,

    /// <summary>The key is not there, and the condition wants it to be.</summary>
    NoSuchKey,

    /// <summary>The upload does not exist (any more).</summary>
    NoSuchUpload,

    /// <summary>A part of the upload is missing, or is no longer the one that was listed.</summary>
    PartChanged,

    /// <summary>The condition does not hold.</summary>
    ConditionFailed,
}
