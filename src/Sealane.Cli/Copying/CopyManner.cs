using Sealane.Cli.Flags;
using Sealane.Sync;
using Sealane.Transfers;

namespace Sealane.Cli.Copying;

/// <summary>How <c>cp</c> and <c>mv</c> go about it.</summary>
internal sealed record CopyManner
{
    /// <summary>Whether what was copied is then deleted at its source.</summary>
    public bool Moves { get; init; }

    /// <summary>Whether folders are copied with all that is below them.</summary>
    public bool Recursive { get; init; }

    /// <summary>Whether <c>*</c> and <c>?</c> are characters like others.</summary>
    public bool Raw { get; init; }

    /// <summary>Whether symbolic links count as what they lead to.</summary>
    public bool FollowsLinks { get; init; } = true;

    /// <summary>When something that is there already is replaced.</summary>
    public Condition Condition { get; init; }

    /// <summary>The names to take below the source; null for all.</summary>
    public IEnumerable<string>? Names { get; init; }

    /// <summary>What an uploaded object of some name is to be like.</summary>
    public required Func<string, UploadOptions> Upload { get; init; }

    /// <summary>Filter, shard, dry run, and how to download and to copy.</summary>
    public required SyncOptions Options { get; init; }

    /// <summary>The client for sources, where their region is another one; null for the same.</summary>
    public S3Client? SourceClient { get; init; }
}
