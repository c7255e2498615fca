using Sealane.Transfers;

namespace Sealane.Sync;

/// <summary>Adds up the bytes of all objects. Thread-safe.</summary>
internal sealed class BulkProgress(ProgressLedger ledger)
{
    /// <summary>Null when nobody wants to know.</summary>
    public static BulkProgress? Of(IProgress<TransferProgress>? target, TransferKit kit) =>
        target is null ? null : new BulkProgress(new ProgressLedger(target, kit.Settings.TimeProvider));

    /// <summary>Counts an object that is moved in one go.</summary>
    public void Add(long bytes)
    {
        ledger.Add(bytes);
        ledger.AddObject();
    }

    /// <summary>The last report.</summary>
    public void Finish() => ledger.Finish();

    /// <summary>Takes the progress of one object, which counts from zero.</summary>
    public IProgress<TransferProgress> OfOneObject() => new OneObject(ledger);

    private sealed class OneObject(ProgressLedger ledger) : IProgress<TransferProgress>
    {
        private long _bytes;
        private long _objects;

        public void Report(TransferProgress value)
        {
            ledger.Add(value.Transferred - Interlocked.Exchange(ref _bytes, value.Transferred));
            if (value.Objects > Interlocked.Exchange(ref _objects, value.Objects))
            {
                ledger.AddObject();
            }
        }
    }
}
