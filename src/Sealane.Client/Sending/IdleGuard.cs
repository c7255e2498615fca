namespace Sealane.Sending;

/// <summary>Ends an attempt in which no byte has moved for a while. One attempt, one guard; the body of its answer included.</summary>
internal sealed class IdleGuard : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private TimeSpan _timeout;

    public IdleGuard(TimeSpan timeout, TimeProvider clock, CancellationToken outer)
    {
        _timeout = timeout;
        _source = new CancellationTokenSource(timeout, clock);
        _registration = outer.UnsafeRegister(static guard => ((IdleGuard)guard!).Cancel(), this);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>In words, for the message when it has fired.</summary>
    public string Complaint => $"No byte moved for {_timeout.TotalSeconds:0.#} seconds.";

    /// <summary>A byte has moved: the wait begins anew.</summary>
    public void Moved() => _source.CancelAfter(_timeout);

    /// <summary>Nobody is waiting: the caller holds the body and takes its time.</summary>
    public void Rest() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>What cancelled the request does not cancel the reading of its answer, which has a token of its own.</summary>
    /// <param name="timeout">How long the reading may wait for a byte.</param>
    public void Detach(TimeSpan timeout)
    {
        _registration.Dispose();
        _timeout = timeout;
    }

    public void Cancel() => _source.Cancel();

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
