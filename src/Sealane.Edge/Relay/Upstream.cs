namespace Sealane.Edge.Relay;

/// <summary>The connection to the endpoint that goes with one connection of a client: opened when first needed, kept as long as both sides keep it.</summary>
internal sealed class Upstream(RelayOptions options) : IAsyncDisposable
{
    private Stream? _stream;
    private string? _host;

    /// <summary>The open connection.</summary>
    public Leg Leg { get; private set; } = null!;

    /// <summary>Whether the open connection has carried a request before: then its end may be older than this request.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Makes sure that a connection for the request's host is open, a kept one if the endpoint has not closed it meanwhile.</summary>
    public async ValueTask OpenAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (_stream is not null && Leg.IsQuiet && _host == request.Host)
        {
            IsUsed = true;
            return;
        }

        await CloseAsync().ConfigureAwait(false);
        _stream = await options.Connect(request, cancellationToken).ConfigureAwait(false);
        _host = request.Host;
        Leg = Leg.Over(_stream);
        IsUsed = false;
    }

    /// <summary>Keeps the connection for the next request, and begins to watch for its end.</summary>
    public void Keep() => Leg.Watch();

    /// <summary>Gives the connection up.</summary>
    public async ValueTask CloseAsync()
    {
        if (_stream is { } stream)
        {
            _stream = null;
            await Leg.LeaveAsync().ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();
}
