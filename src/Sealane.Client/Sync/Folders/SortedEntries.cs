using Sealane.Listing;

namespace Sealane.Sync.Folders;

/// <summary>Sorts entries by key: in memory up to a number, beyond it in runs that a spill file holds and that are merged when read.</summary>
internal sealed class SortedEntries(int most) : IDisposable
{
    // Each run that is merged has a buffer of its own; more runs than this are first merged into one.
    private const int MostRuns = 128;

    private static readonly Comparison<Entry> ByKey = (one, other) => KeyOrder.Compare(one.Key, other.Key);

    private readonly List<Entry> _entries = [];
    private List<(long From, long To)> _runs = [];
    private SpillFile? _spill;

    /// <summary>How many were added.</summary>
    public long Count { get; private set; }

    public void Add(Entry entry)
    {
        if (_entries.Count == most)
        {
            Spill();
        }

        _entries.Add(entry);
        Count++;
    }

    /// <summary>All of them in order; to be read once.</summary>
    public IEnumerable<Entry> InOrder()
    {
        _entries.Sort(ByKey);
        return _spill is null ? _entries : Merge([.. _runs.Select(run => _spill.Read(run.From, run.To)), _entries]);
    }

    public void Dispose() => _spill?.Dispose();

    private static IEnumerable<Entry> Merge(IEnumerable<IEnumerable<Entry>> runs)
    {
        var heads = new PriorityQueue<IEnumerator<Entry>, string>(KeyOrder.Comparer);
        foreach (var run in runs)
        {
            Enqueue(heads, run.GetEnumerator());
        }

        while (heads.TryDequeue(out var run, out _))
        {
            yield return run.Current;
            Enqueue(heads, run);
        }
    }

    private static void Enqueue(PriorityQueue<IEnumerator<Entry>, string> heads, IEnumerator<Entry> run)
    {
        if (run.MoveNext())
        {
            heads.Enqueue(run, run.Current.Key);
        }
        else
        {
            run.Dispose();
        }
    }

    private void Spill()
    {
        _spill ??= new SpillFile();
        if (_runs.Count == MostRuns)
        {
            var spill = _spill;
            var from = spill.End;
            var merged = new SpillFile();
            foreach (var entry in Merge(_runs.Select(run => spill.Read(run.From, run.To))))
            {
                merged.Append(entry);
            }

            spill.Dispose();
            (_spill, _runs) = (merged, [(0, merged.End)]);
        }

        _entries.Sort(ByKey);
        var start = _spill.End;
        _entries.ForEach(_spill.Append);
        _entries.Clear();
        _runs.Add((start, _spill.End));
    }
}
