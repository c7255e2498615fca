using Sealane.Protocol.Wire;

namespace Sealane.Protocol.Listing;

/// <summary>The state of a copy that is restored from an archive.</summary>
public sealed record RestoreStatus
{
    /// <summary>Whether the object is being restored.</summary>
    public bool? IsRestoreInProgress { get; init; }
    /// <summary>When the restored copy goes.</summary>
    public DateTimeOffset? RestoreExpiryDate { get; init; }

    internal static Shape<RestoreStatus> Shape { get; } = new ShapeBuilder<RestoreStatus>(new())
        .Element("IsRestoreInProgress", r => r.IsRestoreInProgress, (r, v) => r with { IsRestoreInProgress = v })
        .Element("RestoreExpiryDate", r => r.RestoreExpiryDate, (r, v) => r with { RestoreExpiryDate = v })
        .Build();
}
