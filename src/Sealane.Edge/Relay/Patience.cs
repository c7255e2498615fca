namespace Sealane.Edge.Relay;

/// <summary>How long work is waited for that may never end: as long as it gets on.</summary>
internal static class Patience
{
    /// <summary>Waits until the work is done or has made no progress for a while.</summary>
    /// <returns>Whether it is done.</returns>
    public static async ValueTask<bool> WaitAsync(Task work, Func<long> progress, TimeSpan quiet, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!work.IsCompleted)
        {
            var before = progress();
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(work, Task.Delay(quiet, time, done.Token)).ConfigureAwait(false);
            await done.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (!work.IsCompleted && progress() == before)
            {
                return false;
            }
        }

        return true;
    }
}
