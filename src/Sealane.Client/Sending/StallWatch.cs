namespace Sealane.Sending;

/// <summary>Notices a body that comes, but too slowly: counts bytes against the time that was spent waiting for them.</summary>
/// <remarks>The reader's own pauses do not count, so neither a slow disk nor a bandwidth limit looks like a stalled connection.</remarks>
/// <param name="minimumRate">Bytes a second; null to notice nothing.</param>
/// <param name="window">For how long it must be slower than that.</param>
/// <param name="clock">The time.</param>
internal struct StallWatch(long? minimumRate, TimeSpan window, TimeProvider clock)
{
    private long _began;
    private TimeSpan _waited;
    private long _bytes;

    /// <summary>In words, for the message.</summary>
    public readonly string Complaint => $"Fewer than {minimumRate} bytes a second came for {window.TotalSeconds:0.#} seconds.";

    /// <summary>A wait begins.</summary>
    public void Begin()
    {
        if (minimumRate is not null)
        {
            _began = clock.GetTimestamp();
        }
    }

    /// <summary>A wait has ended.</summary>
    /// <returns>Whether too few bytes have come for too long.</returns>
    public bool End(int bytes)
    {
        if (minimumRate is not { } rate)
        {
            return false;
        }

        _bytes += bytes;
        _waited += clock.GetElapsedTime(_began);
        if (_waited < window)
        {
            return false;
        }

        var stalled = _bytes < rate * _waited.TotalSeconds;
        (_waited, _bytes) = (TimeSpan.Zero, 0);
        return stalled;
    }
}
