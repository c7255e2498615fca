using Sealane.Doctor.Findings;

namespace Sealane.Lab.Consoles;

/// <summary>The newest diagnoses, numbered, for any number of readers that each go their own pace. Thread-safe.</summary>
/// <param name="most">How many are kept.</param>
/// <param name="began">When it began: numbers of another run mean nothing here.</param>
internal sealed class DiagnosisLog(int most, DateTimeOffset began)
{
    private readonly Queue<NumberedDiagnosis> _kept = [];
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NextChange();
    private long _last;
    private long _cleared;
    private long _missed;

    /// <summary>Names this run, so that a reader that comes back knows whether its place still holds.</summary>
    public string Run { get; } = began.ToUnixTimeMilliseconds().ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How many are kept at most.</summary>
    public int Most => most;

    /// <summary>Keeps a diagnosis, and forgets the oldest when there are too many.</summary>
    public void Add(Diagnosis diagnosis) => Change(() =>
    {
        if (_kept.Count == most)
        {
            _kept.Dequeue();
        }

        _kept.Enqueue(new NumberedDiagnosis(++_last, diagnosis));
    });

    /// <summary>Counts a request that came too fast to be examined.</summary>
    public void Miss() => Change(() => _missed++);

    /// <summary>Forgets all.</summary>
    public void Clear() => Change(() =>
    {
        _kept.Clear();
        _cleared = _last;
        _missed = 0;
    });

    /// <summary>What has come after a place, and what will tell when there is more.</summary>
    /// <param name="number">The number of the last diagnosis that the reader has; 0 for none.</param>
    public Since After(long number)
    {
        lock (_lock)
        {
            return new Since([.. _kept.Where(kept => kept.Number > number)], _cleared, _missed, _changed.Task);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = NextChange();
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NextChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A diagnosis and its number, 1 for the first.</summary>
internal readonly record struct NumberedDiagnosis(long Number, Diagnosis Diagnosis);

/// <summary>What a reader of the log has not seen yet.</summary>
/// <param name="Diagnoses">The diagnoses, oldest first.</param>
/// <param name="Cleared">Up to which number all was cleared.</param>
/// <param name="Missed">How many requests came too fast since then.</param>
/// <param name="Changed">Ends when there is more.</param>
internal sealed record Since(IReadOnlyList<NumberedDiagnosis> Diagnoses, long Cleared, long Missed, Task Changed);
