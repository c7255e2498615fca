namespace Sealane.Flow;

/// <summary>
/// The bytes per second that all transfers of a client may move together: a bucket of tokens that fills as time goes by. Thread-safe; one a
/// client.
/// </summary>
/// <remarks>Who passes takes tokens that may not be there yet, and waits until they would be: nobody starves, and the order is kept.</remarks>
/// <param name="bytesPerSecond">The limit; null for none.</param>
/// <param name="clock">The time.</param>
/// <param name="blocks">Whether the caller's thread waits itself, as it does in its system calls.</param>
internal sealed class BandwidthLimit(long? bytesPerSecond, TimeProvider clock, bool blocks = false)
{
    // What was not used may be used within this time: a pause of a disk is made good, a pause of a minute is not.
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _paidUntil = long.MinValue;

    /// <summary>No limit.</summary>
    public static BandwidthLimit None { get; } = new(null, TimeProvider.System);

    /// <summary>Waits until these bytes may be moved; at once when there is no limit.</summary>
    public ValueTask PassAsync(long bytes, CancellationToken cancellationToken)
    {
        if (bytesPerSecond is null)
        {
            return default;
        }

        var wait = Take(bytes);
        if (wait <= TimeSpan.Zero)
        {
            return default;
        }

        if (!blocks)
        {
            return new ValueTask(Task.Delay(wait, clock, cancellationToken));
        }

        cancellationToken.WaitHandle.WaitOne(wait);
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    // How long until the tokens taken are there.
    private TimeSpan Take(long bytes)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var earliest = now - (long)(Burst.TotalSeconds * clock.TimestampFrequency);
            _paidUntil = Math.Max(_paidUntil, earliest) + (long)((double)bytes / bytesPerSecond!.Value * clock.TimestampFrequency);
            return clock.GetElapsedTime(now, _paidUntil);
        }
    }
}
