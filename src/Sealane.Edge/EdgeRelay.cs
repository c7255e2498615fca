using System.IO.Pipelines;
using System.Net;
using Sealane.Edge.Relay;

namespace Sealane.Edge;

/// <summary>Relays connections, byte for byte but for what its profile changes. Thread-safe: one relay serves any number of connections.</summary>
/// <remarks>Requests are numbered, and take their holds, in the order of arrival over all connections of one relay.</remarks>
/// <param name="options">What it does with requests.</param>
public sealed class EdgeRelay(RelayOptions options)
{
    private readonly Arrivals _arrivals = new(options.Holds);

    /// <summary>Relays every request of one connection, until either side ends it.</summary>
    /// <param name="downstream">The client's connection, at the start of a request. It is left open; whoever gave it closes it.</param>
    /// <param name="client">The client's address, for profiles that pass it on. Null when it has none.</param>
    /// <param name="cancellationToken">Cuts the connection off.</param>
    /// <exception cref="OperationCanceledException">It was cut off.</exception>
    public async Task RunAsync(Stream downstream, IPAddress? client = null, CancellationToken cancellationToken = default)
    {
        var leg = Leg.Over(downstream);
        try
        {
            await RunAsync(leg, client, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await leg.LeaveAsync().ConfigureAwait(false);
        }
    }

    internal Task RunAsync(IDuplexPipe downstream, IPAddress? client, CancellationToken cancellationToken) =>
        RunAsync(new Leg(downstream.Input, downstream.Output), client, cancellationToken);

    private Task RunAsync(Leg leg, IPAddress? client, CancellationToken cancellationToken) =>
        new ConnectionRelay(options, _arrivals, leg, client?.ToString() ?? "unknown").RunAsync(cancellationToken);
}
