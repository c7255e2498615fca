using Sealane.Edge.Faults;
using Sealane.Edge.Profiles;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>What a relay does with the requests of its connections, and whom it tells.</summary>
public record RelayOptions
{
    /// <value>The name under which its hops are recorded. Default: the profile's.</value>
    public string? Name { get; init; }

    /// <value>What happens to a request before it goes on. Default: nothing.</value>
    public EdgeProfile Profile { get; init; } = EdgeProfile.Find("transparent");

    /// <value>How long a body that the profile may re-frame is waited for. Default: to its end.</value>
    public HoldSchedule Holds { get; init; } = HoldSchedule.Always(new HoldWholeBody());

    /// <value>What goes wrong with which request. Default: what the profile says.</value>
    public FaultSchedule? Faults { get; init; }

    /// <value>
    /// Opens a connection to the endpoint; the relay owns the stream from then on. What it throws is answered with 502. Called when a request
    /// is ready to go on and no open connection for its host is at hand, from several connections at once.
    /// </value>
    public required Func<UpstreamRequest, CancellationToken, ValueTask<Stream>> Connect { get; init; }

    /// <value>
    /// Gets the record of each request: just before the answer's head is passed to the client, or when it is certain that there will be none.
    /// Called from several connections at once.
    /// </value>
    public Action<Hop>? OnHop { get; init; }

    /// <value>
    /// Asked for each request that is forwarded with its body still to come, by the head as it came in (the array that <see cref="Hop.Before"/>
    /// holds): who listens to the body, or null. Called from several connections at once. Default: nobody.
    /// </value>
    public Func<byte[], IBodyListener?>? OnBody { get; init; }

    /// <value>The clock. Default: the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <value>Seed of everything random that a profile writes, as request ids. The same seed and order of arrival give the same bytes. Default 0.</value>
    public int Seed { get; init; }

    /// <value>Bounds of memory and patience.</value>
    public RelayLimits Limits { get; init; } = new();

    /// <summary>The name under which hops are recorded.</summary>
    public string HopName => Name ?? Profile.Name;
}
