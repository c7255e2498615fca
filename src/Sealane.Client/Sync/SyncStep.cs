using Sealane.Listing;

namespace Sealane.Sync;

/// <summary>What is to be done about one name. Closed: the nested ones are all there are.</summary>
public abstract record SyncStep
{
    private SyncStep()
    {
    }

    /// <summary>The name.</summary>
    public abstract string Key { get; }

    /// <summary>The source's is copied to the target.</summary>
    public sealed record Copy(Entry Source, CopyReason Reason) : SyncStep
    {
        /// <inheritdoc/>
        public override string Key => Source.Key;
    }

    /// <summary>Both are equally long: what they hold decides whether the source's is copied.</summary>
    public sealed record Compare(Entry Source, Entry Target) : SyncStep
    {
        /// <inheritdoc/>
        public override string Key => Source.Key;
    }

    /// <summary>The target's is deleted, once both sides were listed to their ends.</summary>
    public sealed record Delete(Entry Target) : SyncStep
    {
        /// <inheritdoc/>
        public override string Key => Target.Key;
    }

    /// <summary>Nothing: both are the same, or the target's stays for another reason.</summary>
    public sealed record Keep(Entry Entry) : SyncStep
    {
        /// <inheritdoc/>
        public override string Key => Entry.Key;
    }

    /// <summary>The source's cannot take part; its <see cref="Entry.Problem"/> says why.</summary>
    public sealed record Skip(Entry Entry) : SyncStep
    {
        /// <inheritdoc/>
        public override string Key => Entry.Key;
    }

    /// <summary>One side could not be listed here, so nothing is deleted; its <see cref="Entry.Problem"/> says why.</summary>
    public sealed record Unreadable(Entry Entry) : SyncStep
    {
        /// <inheritdoc/>
        public override string Key => Entry.Key;
    }
}

/// <summary>Why something is copied.</summary>
public enum CopyReason
{
    /// <summary>It was asked for, without comparing.</summary>
    Asked,

    /// <summary>The target lacks it.</summary>
    New,

    /// <summary>The lengths differ.</summary>
    Size,

    /// <summary>The source changed after the target, or at another time where that is asked for.</summary>
    Time,

    /// <summary>The checksums differ, or there is none to compare.</summary>
    Content,
}
