namespace Sealane.Flow;

/// <summary>
/// How many requests of a client are on the way at a time: as many as it is told, or as many as pay. Thread-safe; one a client.
/// </summary>
/// <remarks>
/// A lane is a worker that is busy. Bytes and requests are counted as they go; after each window in which every lane was busy,
/// <see cref="PaceRule"/> decides. What has been learnt holds for the next transfer.
/// </remarks>
internal sealed class Pace
{
    /// <summary>What a request counts beside its bytes, so that many small objects are a throughput too: in CPU, it costs as much as 64 KiB.</summary>
    public const long RequestCost = 64 * 1024;

    /// <summary>Long enough for a few round trips, short enough to reach 16 lanes in two seconds.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    // What short objects begin with; measured, as any other width.
    private const int SmallWidth = 4;

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly bool _adaptive;
    private PaceState _state;
    private long _moved;
    private long _windowStart;
    private int _busy;
    private bool _idled = true;
    private bool _begun;

    private Pace(PaceState state, int maximum, bool adaptive, TimeProvider clock)
    {
        (_state, Maximum, _adaptive, _clock) = (state, maximum, adaptive, clock);
        _windowStart = clock.GetTimestamp();
    }

    /// <summary>Raised when a lane may have become free; whoever has work left tries to enter.</summary>
    public event Action? Room;

    /// <summary>The most lanes there will ever be.</summary>
    public int Maximum { get; }

    /// <summary>How many lanes there are now.</summary>
    public int Width
    {
        get
        {
            lock (_lock)
            {
                return _state.Width;
            }
        }
    }

    /// <summary>The bytes per second of one lane, as last measured; 0 while nothing is known.</summary>
    public double LaneRate
    {
        get
        {
            lock (_lock)
            {
                return _state.Rate / _state.Proven;
            }
        }
    }

    /// <summary>Always so many lanes.</summary>
    public static Pace Fixed(int width) => new(PaceState.Start with { Width = width, Proven = width }, width, adaptive: false, TimeProvider.System);

    /// <summary>One lane at first, more while they pay, up to a maximum.</summary>
    public static Pace Adaptive(int maximum, TimeProvider clock) => new(PaceState.Start, maximum, adaptive: true, clock);

    /// <summary>Takes a lane if there is a free one.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_busy >= _state.Width)
            {
                return false;
            }

            Count();
            return true;
        }
    }

    /// <summary>Takes a lane whether there is a free one or not: some transfer must begin.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            Count();
        }
    }

    /// <summary>Gives a lane back.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _busy--;
            _idled |= _busy < _state.Width;
        }

        Room?.Invoke();
    }

    /// <summary>Gives a lane back if more are taken than there should be.</summary>
    public bool TryLeaveSurplus()
    {
        lock (_lock)
        {
            if (_busy <= _state.Width)
            {
                return false;
            }

            _busy--;
            return true;
        }
    }

    /// <summary>Counts bytes that have been sent or received; where a window ends, decides.</summary>
    public void Moved(long bytes)
    {
        if (!_adaptive)
        {
            return;
        }

        Interlocked.Add(ref _moved, bytes);
        if (_clock.GetElapsedTime(Volatile.Read(ref _windowStart)) >= Window && EndWindow())
        {
            Room?.Invoke();
        }
    }

    /// <summary>
    /// Many objects begin, and this one is short: nearly all of its time is waiting for answers, so that a few lanes are opened before there
    /// is anything to measure.
    /// </summary>
    public void BeginSmall(long length)
    {
        if (!_adaptive || length is < 0 or >= RequestCost || Volatile.Read(ref _begun))
        {
            return;
        }

        lock (_lock)
        {
            if (!_begun && _state == PaceState.Start)
            {
                _state = PaceState.Start with { Width = Math.Min(SmallWidth, Maximum), Settling = true };
                StartWindow(_clock.GetTimestamp());
            }

            _begun = true;
        }

        Room?.Invoke();
    }

    /// <summary>S3 asked for fewer requests (503 SlowDown, 429).</summary>
    public void SlowDown()
    {
        if (!_adaptive)
        {
            return;
        }

        lock (_lock)
        {
            // A storm of refusals to what was sent at the same width is one message, not many.
            if (!_state.Settling || _state.Width > _state.Proven)
            {
                _state = PaceRule.AfterSlowDown(_state);
                StartWindow(_clock.GetTimestamp());
            }
        }
    }

    // Whether there is more room than before.
    private bool EndWindow()
    {
        lock (_lock)
        {
            var now = _clock.GetTimestamp();
            var elapsed = _clock.GetElapsedTime(_windowStart, now);
            if (elapsed < Window)
            {
                return false;
            }

            var before = _state.Width;
            if (!_idled && _busy >= before)
            {
                _state = PaceRule.After(_state, Interlocked.Read(ref _moved) / elapsed.TotalSeconds, Maximum);
            }

            StartWindow(now);
            return _state.Width > before;
        }
    }

    private void StartWindow(long now)
    {
        Interlocked.Exchange(ref _moved, 0);
        Volatile.Write(ref _windowStart, now);
        _idled = false;
    }

    // A lane that was empty until now has not been measured; one that was opened just now is awaited.
    private void Count()
    {
        _busy++;
        _idled |= !_state.Settling;
    }
}
