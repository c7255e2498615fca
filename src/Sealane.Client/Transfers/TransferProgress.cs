namespace Sealane.Transfers;

/// <summary>How far a transfer is.</summary>
/// <param name="Transferred">The bytes sent or received so far; fewer than before when a part starts over.</param>
/// <param name="Total">The bytes of the whole object, or null while that is not known.</param>
public readonly record struct TransferProgress(long Transferred, long? Total);
