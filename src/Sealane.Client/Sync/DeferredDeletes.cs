using Sealane.Listing;
using Sealane.Sync.Folders;

namespace Sealane.Sync;

/// <summary>What is to be deleted once everything was listed: in memory up to a number, beyond it in a spill file. Thread-safe.</summary>
internal sealed class DeferredDeletes : IDisposable
{
    private const int MostInMemory = 10_000;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private SpillFile? _spill;

    public long Count { get; private set; }

    public void Add(Entry entry)
    {
        lock (_gate)
        {
            Count++;
            if (_entries.Count < MostInMemory)
            {
                _entries.Add(entry);
                return;
            }

            _spill ??= new SpillFile();
            _spill.Append(entry);
        }
    }

    /// <summary>All of them, in the order in which they were put aside.</summary>
    public IEnumerable<Entry> InOrder() => _spill is null ? _entries : _entries.Concat(_spill.Read(0, _spill.End));

    public void Dispose() => _spill?.Dispose();
}
