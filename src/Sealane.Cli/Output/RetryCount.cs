using System.Diagnostics.Metrics;

namespace Sealane.Cli.Output;

/// <summary>Counts the attempts after the first that requests take, from the client's own measurements.</summary>
internal sealed class RetryCount : IDisposable
{
    private const string Instrument = "sealane.request.retries";

    private readonly MeterListener _listener = new();
    private long _value;

    public RetryCount()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == Instrument)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref _value, count));
        _listener.Start();
    }

    public long Value => Interlocked.Read(ref _value);

    public void Dispose() => _listener.Dispose();
}
