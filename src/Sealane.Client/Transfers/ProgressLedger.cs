using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>Adds up the bytes of all parts and reports them one after the other. Thread-safe.</summary>
internal sealed class ProgressLedger(IProgress<TransferProgress>? target, long? total)
{
    private readonly Lock _lock = new();
    private long _transferred;

    public void Add(long bytes)
    {
        if (target is null)
        {
            return;
        }

        lock (_lock)
        {
            _transferred += bytes;
            target.Report(new TransferProgress(_transferred, total));
        }
    }

    /// <summary>The progress of one body, or null when nobody wants to know.</summary>
    public SendProgress? OfOneBody() => target is null ? null : new SendProgress(Add);
}
