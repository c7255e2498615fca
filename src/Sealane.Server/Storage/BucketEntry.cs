namespace Sealane.Server.Storage;

/// <summary>What Transfer Acceleration of a bucket is set to (PutBucketAccelerateConfiguration).</summary>
public enum AccelerationState
{
    /// <summary>Never set: GetBucketAccelerateConfiguration answers an empty element.</summary>
    Unset,

    /// <summary>Served on the acceleration hosts.</summary>
    Enabled,

    /// <summary>Was set once and is switched off.</summary>
    Suspended,
}

/// <summary>A bucket as the store keeps it.</summary>
/// <param name="Name">The bucket's name.</param>
/// <param name="Region">The region it lives in, for example <c>us-east-1</c>.</param>
/// <param name="Created">When it was created, in whole seconds.</param>
/// <param name="Acceleration">Its Transfer Acceleration setting.</param>
public sealed record BucketEntry(
    string Name,
    string Region,
    DateTimeOffset Created,
    AccelerationState Acceleration = AccelerationState.Unset);
