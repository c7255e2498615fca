using System.Globalization;

namespace Sealane.Edge.Faults;

/// <summary>Waits before the request goes on, or before the answer's head goes back.</summary>
/// <param name="Direction">Which of the two is late.</param>
/// <param name="Time">How late, by the relay's clock.</param>
public sealed record Delay(Direction Direction, TimeSpan Time) : Fault
{
    /// <inheritdoc/>
    public override string Reason => "Queues fill, and a store is slow to find or to commit an object.";

    /// <inheritdoc/>
    public override string Source => "S3 user guide, Optimizing performance (time-outs and retries for latency-sensitive applications)";

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Direction == Direction.Request ? "request" : "answer")} late by {Time.TotalMilliseconds} ms");
}
