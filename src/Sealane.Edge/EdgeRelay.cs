using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Sealane.Edge.Relay;

namespace Sealane.Edge;

/// <summary>Relays connections, byte for byte but for what its profile changes. Thread-safe: one relay serves any number of connections.</summary>
/// <remarks>Requests are numbered, and take their holds, in the order of arrival over all connections of one relay.</remarks>
/// <param name="options">What it does with requests.</param>
public sealed class EdgeRelay(RelayOptions options)
{
    private readonly Arrivals _arrivals = new(options.Holds, options.Faults ?? options.Profile.Faults);

    /// <summary>Relays every request of one connection, until either side ends it.</summary>
    /// <param name="downstream">The client's connection, at the start of a request. It is left open; whoever gave it closes it.
    /// A fault can reset a <see cref="NetworkStream"/>; over any other stream its reset is a close.</param>
    /// <param name="client">The client's address, for profiles that pass it on. Null when it has none.</param>
    /// <param name="cancellationToken">Cuts the connection off.</param>
    /// <exception cref="OperationCanceledException">It was cut off.</exception>
    public async Task RunAsync(Stream downstream, IPAddress? client = null, CancellationToken cancellationToken = default)
    {
        var leg = Leg.Over(downstream);
        try
        {
            if (await RunAsync(leg, client, cancellationToken).ConfigureAwait(false) && downstream is NetworkStream network)
            {
                // Closing it will be a reset.
                network.Socket.LingerState = new LingerOption(true, 0);
            }
        }
        finally
        {
            await leg.LeaveAsync().ConfigureAwait(false);
        }
    }

    /// <returns>Whether the connection is to be reset.</returns>
    internal Task<bool> RunAsync(IDuplexPipe downstream, IPAddress? client, CancellationToken cancellationToken) =>
        RunAsync(new Leg(downstream.Input, downstream.Output), client, cancellationToken);

    private Task<bool> RunAsync(Leg leg, IPAddress? client, CancellationToken cancellationToken) =>
        new ConnectionRelay(options, _arrivals, leg, client?.ToString() ?? "unknown").RunAsync(cancellationToken);
}
