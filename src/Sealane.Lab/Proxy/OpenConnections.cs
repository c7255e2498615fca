using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Sealane.Lab.Proxy;

/// <summary>The connections that are being served: so that one can wait for their end, or cut them off. Thread-safe.</summary>
internal sealed class OpenConnections : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly CancellationToken _token;

    public OpenConnections() => _token = _cut.Token;

    /// <summary>Serves one more. That a side goes away, as every connection's end looks from somewhere, is no fault.</summary>
    public void Serve(Func<CancellationToken, Task> serve)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await serve(_token).ConfigureAwait(false);
            }
            catch (Exception end) when (IsAnEnd(end))
            {
            }
        });
        _tasks.TryAdd(task, true);
        _ = task.ContinueWith(
            Forget,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits until none is left.</summary>
    public async Task WhenNoneAsync(CancellationToken cancellationToken)
    {
        while (!_tasks.IsEmpty)
        {
            await Task.WhenAll(_tasks.Keys).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Cuts off what is left; a fault of the lab's own in serving comes out here.</summary>
    public async ValueTask DisposeAsync()
    {
        await _cut.CancelAsync().ConfigureAwait(false);
        await WhenNoneAsync(CancellationToken.None).ConfigureAwait(false);
        _cut.Dispose();
    }

    private static bool IsAnEnd(Exception fault) =>
        fault is OperationCanceledException or IOException or SocketException or AuthenticationException or ObjectDisposedException;

    private void Forget(Task task) => _tasks.TryRemove(task, out _);
}
