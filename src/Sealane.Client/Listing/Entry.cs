namespace Sealane.Listing;

/// <summary>What a folder or a bucket holds under one name.</summary>
public sealed record Entry
{
    /// <summary>The name below the place that was listed, with <c>/</c> between folders; a folder's own name ends in <c>/</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What it is.</summary>
    public EntryKind Kind { get; init; }

    /// <summary>Its length in bytes; -1 when the listing did not say.</summary>
    public long Length { get; init; } = -1;

    /// <summary>When it last changed; <c>default</c> when the listing did not say.</summary>
    public DateTimeOffset Modified { get; init; }

    /// <summary>The object's entity tag, in quotes; null for a file.</summary>
    public string? ETag { get; init; }

    /// <summary>The object's storage class; null for a file, and when the listing did not say.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Why it was passed over or could not be read, and what to do; null for all others.</summary>
    public string? Problem { get; init; }
}

/// <summary>What an <see cref="Entry"/> is.</summary>
public enum EntryKind
{
    /// <summary>A file, or an object.</summary>
    File,

    /// <summary>A folder on disk that holds something.</summary>
    Folder,

    /// <summary>A folder on disk that holds nothing.</summary>
    EmptyFolder,

    /// <summary>An object of no bytes whose key ends in <c>/</c>, as the S3 console makes them for a folder.</summary>
    Marker,

    /// <summary>Something that is passed over; <see cref="Entry.Problem"/> says why. What has its name elsewhere is not deleted.</summary>
    Skipped,

    /// <summary>
    /// Something that could not be listed; <see cref="Entry.Problem"/> says why. What lies there is unknown, so nothing is deleted anywhere.
    /// </summary>
    Unreadable,
}
