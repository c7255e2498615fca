namespace Sealane.Transfers;

/// <summary>An upload in parts that was begun and neither completed nor aborted; its parts are stored, and paid for.</summary>
public sealed record UnfinishedUpload
{
    /// <summary>The key that it would get.</summary>
    public required string Key { get; init; }

    /// <summary>Its id.</summary>
    public required string UploadId { get; init; }

    /// <summary>When it was begun; null when the store did not say.</summary>
    public DateTimeOffset? Initiated { get; init; }

    /// <summary>The storage class; null when the store did not say.</summary>
    public string? StorageClass { get; init; }

    /// <summary>How many parts are stored; null when that was not asked for.</summary>
    public int? Parts { get; init; }

    /// <summary>How many bytes they have; null when that was not asked for.</summary>
    public long? Bytes { get; init; }
}
