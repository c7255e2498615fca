using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>
/// Adds up what all workers of a transfer do, and reports it ten times a second and at the end, one report after the other. Thread-safe.
/// </summary>
internal sealed class ProgressLedger(IProgress<TransferProgress>? target, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // As long as it takes for the rate to forget two thirds of what was.
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private readonly Lock _reporting = new();
    private readonly long _began = clock.GetTimestamp();
    private long _transferred;
    private long _parts;
    private long _objects;
    private long? _total;
    private long? _totalParts;
    private long? _totalObjects;
    private long? _reach;
    private long _lastReport;
    private long _lastBytes;
    private double _rate;

    /// <summary>A ledger that nobody reads.</summary>
    public static ProgressLedger None { get; } = new(null, TimeProvider.System);

    /// <summary>States what there is in all; null leaves what was stated.</summary>
    public void Expect(long? bytes = null, long? parts = null, long? objects = null, long? reach = null)
    {
        if (target is null)
        {
            return;
        }

        lock (_reporting)
        {
            (_total, _totalParts, _totalObjects, _reach) = (bytes ?? _total, parts ?? _totalParts, objects ?? _totalObjects, reach ?? _reach);
        }
    }

    /// <summary>Adds bytes; negative ones when a part starts over.</summary>
    public void Add(long bytes) => Count(ref _transferred, bytes);

    public void AddPart() => Count(ref _parts, 1);

    public void AddObject() => Count(ref _objects, 1);

    /// <summary>The last report, whenever the one before was.</summary>
    public void Finish()
    {
        if (target is not null)
        {
            lock (_reporting)
            {
                Report(clock.GetTimestamp());
            }
        }
    }

    /// <summary>The progress of one body, or null when nobody wants to know.</summary>
    public SendProgress? OfOneBody() => target is null ? null : new SendProgress(Add);

    private void Count(ref long count, long more)
    {
        if (target is null)
        {
            return;
        }

        Interlocked.Add(ref count, more);
        var now = clock.GetTimestamp();
        if (!IsDue(now) || !_reporting.TryEnter())
        {
            return;
        }

        try
        {
            if (IsDue(now))
            {
                Report(now);
            }
        }
        finally
        {
            _reporting.Exit();
        }
    }

    private bool IsDue(long now) => Volatile.Read(ref _lastReport) is var last && (last == 0 || clock.GetElapsedTime(last, now) >= Interval);

    private void Report(long now)
    {
        var transferred = Interlocked.Read(ref _transferred);
        var passed = clock.GetElapsedTime(_lastReport == 0 ? _began : _lastReport, now);
        if (passed > TimeSpan.Zero)
        {
            var current = Math.Max(0, transferred - _lastBytes) / passed.TotalSeconds;
            _rate += (current - _rate) * (_rate == 0 ? 1 : 1 - Math.Exp(-passed / Memory));
        }

        (_lastBytes, _lastReport) = (transferred, now);
        target!.Report(new TransferProgress
        {
            Transferred = transferred,
            Total = _total,
            Parts = Interlocked.Read(ref _parts),
            TotalParts = _totalParts,
            Objects = Interlocked.Read(ref _objects),
            TotalObjects = _totalObjects,
            Rate = _rate,
            Remaining = _total is { } all && _rate > 0 ? TimeSpan.FromSeconds(Math.Min(Math.Max(0, all - transferred) / _rate, TimeSpan.MaxValue.TotalSeconds / 2)) : null,
            Reach = _reach,
        });
    }
}
