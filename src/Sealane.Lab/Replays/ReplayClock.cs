namespace Sealane.Lab.Replays;

/// <summary>A clock that stands at the time of the request that is replayed, so that no signature is too old.</summary>
internal sealed class ReplayClock : TimeProvider
{
    /// <value>What it shows.</value>
    public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => Now;
}
