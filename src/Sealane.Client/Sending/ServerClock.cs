namespace Sealane.Sending;

/// <summary>This machine's clock, set right by what S3 said of its own. Thread-safe.</summary>
internal sealed class ServerClock(TimeProvider clock)
{
    private long _offsetTicks;

    /// <summary>This machine's own time.</summary>
    public DateTimeOffset Local => clock.GetUtcNow();

    /// <summary>The time to sign with.</summary>
    public DateTimeOffset Now => Local + TimeSpan.FromTicks(Volatile.Read(ref _offsetTicks));

    public void Adjust(TimeSpan offset) => Volatile.Write(ref _offsetTicks, offset.Ticks);
}
