using Sealane.Listing;
using Sealane.Transfers;

namespace Sealane.Sync;

/// <summary>How many objects are moved or deleted at a time, and which. Immutable: <c>with</c> makes a variation.</summary>
public record BulkOptions
{
    /// <summary>Which names take part.</summary>
    public NameFilter Filter { get; init; } = NameFilter.All;

    /// <summary>Which part of those names is done here.</summary>
    public Shard Shard { get; init; }

    /// <summary>The names themselves, below the source, instead of all that a listing finds; not for a sync, which compares listings.</summary>
    public IAsyncEnumerable<string>? Names { get; init; }

    /// <summary>Whether everything is only said and nothing done: each outcome is <see cref="OutcomeStatus.Planned"/>.</summary>
    public bool DryRun { get; init; }

    /// <summary>What each uploaded object is to be like; null for the defaults.</summary>
    public Func<Entry, UploadOptions>? Upload { get; init; }

    /// <summary>How objects are downloaded.</summary>
    public DownloadOptions Download { get; init; } = new();

    /// <summary>How objects are copied from bucket to bucket.</summary>
    public CopyOptions Copy { get; init; } = new();

    /// <summary>Whether an empty folder becomes an object of no bytes whose key ends in <c>/</c>.</summary>
    /// <value>False by default, as with <c>aws s3</c>.</value>
    public bool EmptyFolders { get; init; }

    /// <summary>What becomes of a name that a file system takes for another one that differs only in case.</summary>
    public CaseConflict CaseConflict { get; init; }

    /// <summary>Hears of the bytes moved so far.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }
}

/// <summary>What becomes of a name that a file system takes for another one that differs only in case.</summary>
public enum CaseConflict
{
    /// <summary>It fails, and is named with its reason.</summary>
    Fail,

    /// <summary>It is passed over, and is named with its reason.</summary>
    Skip,

    /// <summary>It replaces the other.</summary>
    Overwrite,
}
