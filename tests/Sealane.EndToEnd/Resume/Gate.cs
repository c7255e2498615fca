namespace Sealane.EndToEnd.Resume;

/// <summary>Lets so much pass, then tells so and holds everything else up until it is opened: what is killed meanwhile is killed in the middle.</summary>
internal sealed class Gate(long count) : IDisposable
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new();
    private long _passed;

    /// <summary>When as much has passed.</summary>
    public Task Reached => _reached.Task;

    /// <summary>How much has passed, opened or not.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    public void Pass() => Pass(1);

    public void Pass(long more)
    {
        if (Interlocked.Add(ref _passed, more) >= count)
        {
            _reached.TrySetResult();
            _open.Wait();
        }
    }

    public void Open() => _open.Set();

    public void Dispose()
    {
        Open();
        _open.Dispose();
    }
}
