namespace Sealane.Edge.Relay;

/// <summary>A request's place in the order of arrival at one relay, and the hold that goes with it.</summary>
/// <param name="Number">Number of the request among all, from 0.</param>
/// <param name="Hold">The next hold of the schedule; null when the request took none.</param>
internal readonly record struct Arrived(long Number, Hold? Hold);

/// <summary>Numbers the requests of all connections of one relay; thread-safe.</summary>
internal sealed class Arrivals(HoldSchedule holds)
{
    private readonly Lock _lock = new();
    private long _requests;
    private long _held;

    /// <summary>Numbers one request.</summary>
    /// <param name="takesHold">Whether it takes the next hold of the schedule.</param>
    public Arrived Next(bool takesHold)
    {
        lock (_lock)
        {
            return new Arrived(_requests++, takesHold ? holds[_held++] : null);
        }
    }
}
