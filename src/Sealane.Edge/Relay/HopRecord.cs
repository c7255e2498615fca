using Sealane.Edge.Faults;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>The record of one request as it grows; it is handed out once.</summary>
internal sealed class HopRecord(RelayOptions options, byte[] before, BodyFraming framing)
{
    private bool _isHandedOut;

    /// <summary>What is known so far.</summary>
    public Hop Hop { get; set; } = new()
    {
        Name = options.HopName,
        Before = before,
        After = [],
        FramingBefore = framing,
        FramingAfter = BodyFraming.None,
        Time = options.Time.GetUtcNow(),
    };

    /// <summary>Notes what went wrong.</summary>
    public void Met(Fault fault) => Hop = Hop with { Fault = fault.ToString() };

    /// <summary>Hands it out with the head of the answer, null if there is none and will be none; later calls do nothing.</summary>
    public void HandOut(byte[]? answer)
    {
        if (!_isHandedOut)
        {
            _isHandedOut = true;
            options.OnHop?.Invoke(Hop with { Answer = answer });
        }
    }
}
