using Sealane.Edge.Faults;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>A request's place in the order of arrival at one relay, and what goes with it.</summary>
/// <param name="Number">Number of the request among all, from 0.</param>
/// <param name="Hold">The next hold of the schedule; null when the request took none.</param>
/// <param name="Fault">What goes wrong with it; null when nothing.</param>
internal readonly record struct Arrived(long Number, Hold? Hold, Fault? Fault);

/// <summary>Numbers the requests of all connections of one relay; thread-safe.</summary>
internal sealed class Arrivals(HoldSchedule holds, FaultSchedule faults)
{
    private readonly Lock _lock = new();
    private long _requests;
    private long _held;
    private long _concerned;

    /// <summary>Numbers one request.</summary>
    /// <param name="head">Its head as it came in.</param>
    /// <param name="takesHold">Whether it takes the next hold of the schedule.</param>
    public Arrived Next(MessageHead head, bool takesHold)
    {
        var isConcerned = faults.Concerns(head);
        lock (_lock)
        {
            return new Arrived(_requests++, takesHold ? holds[_held++] : null, isConcerned ? faults[_concerned++] : null);
        }
    }
}
