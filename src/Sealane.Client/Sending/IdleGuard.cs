namespace Sealane.Sending;

/// <summary>Ends an attempt in which no byte has moved for a while. One attempt, one guard; the body of its answer included.</summary>
internal sealed class IdleGuard : IDisposable
{
    // A source with its timer is 300 of the 4,500 bytes that a small request allocates.
    [ThreadStatic]
    private static CancellationTokenSource? t_spare;

    private readonly CancellationTokenRegistration _registration;
    private CancellationTokenSource? _source;
    private TimeSpan _timeout;
    private bool _reusable;

    public IdleGuard(TimeSpan timeout, TimeProvider clock, CancellationToken outer)
    {
        _timeout = timeout;
        _reusable = clock == TimeProvider.System;
        if (_reusable && t_spare is { } spare)
        {
            (_source, t_spare) = (spare, null);
            spare.CancelAfter(timeout);
        }
        else
        {
            _source = new CancellationTokenSource(timeout, clock);
        }

        _registration = outer.UnsafeRegister(static guard => ((IdleGuard)guard!).Cancel(), this);
    }

    public CancellationToken Token => Source.Token;

    /// <summary>In words, for the message when it has fired.</summary>
    public string Complaint => $"No byte moved for {_timeout.TotalSeconds:0.#} seconds.";

    private CancellationTokenSource Source => _source ?? throw new ObjectDisposedException(nameof(IdleGuard));

    /// <summary>A byte has moved: the wait begins anew.</summary>
    public void Moved() => Source.CancelAfter(_timeout);

    /// <summary>Nobody is waiting: the caller holds the body and takes its time.</summary>
    public void Rest() => Source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>What cancelled the request does not cancel the reading of its answer, which has a token of its own.</summary>
    /// <param name="timeout">How long the reading may wait for a byte.</param>
    public void Detach(TimeSpan timeout)
    {
        _registration.Dispose();
        _timeout = timeout;

        // Whoever reads may cancel at the moment in which somebody else disposes; that must not reach the next request.
        _reusable = false;
    }

    public void Cancel() => Source.Cancel();

    public void Dispose()
    {
        // Waits for a cancellation that is under way: afterwards nobody else has the source.
        _registration.Dispose();
        if (Interlocked.Exchange(ref _source, null) is not { } source)
        {
            return;
        }

        if (_reusable && t_spare is null && source.TryReset())
        {
            t_spare = source;
        }
        else
        {
            source.Dispose();
        }
    }
}
