namespace Sealane.Gateway.Upstream;

/// <summary>Whether the store answers, asked at most once in a while however often a load balancer wants to know. Thread-safe.</summary>
internal sealed class Readiness(Store store) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private (long At, bool Answers)? _last;

    /// <summary>Whether the gateway goes on taking requests.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Whether a request would be served now, as far as can be told.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is not { } last || store.Time.GetElapsedTime(last.At) > Freshness)
            {
                _last = (store.Time.GetTimestamp(), await store.AnswersAsync(cancellationToken).ConfigureAwait(false));
            }

            return IsOpen && _last.Value.Answers;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();
}
