using Sealane.Edge.Framing;

namespace Sealane.Edge.Relay;

/// <summary>Relays the requests of one client's connection, one after the other.</summary>
internal sealed class ConnectionRelay(RelayOptions options, Arrivals arrivals, Leg client, string clientAddress)
{
    /// <summary>Relays until either side ends it.</summary>
    /// <returns>Whether the connection is to be reset; else it is to be closed.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var upstream = new Upstream(options);
        await using (upstream.ConfigureAwait(false))
        {
            Fate fate;
            do
            {
                fate = await NextAsync(upstream, cancellationToken).ConfigureAwait(false);
            }
            while (fate == Fate.Live);

            await upstream.CloseAsync().ConfigureAwait(false);
            switch (fate)
            {
                case Fate.Reset:
                    return true;

                case Fate.ResetOnNext:
                    return !(await client.ReadAsync(cancellationToken).ConfigureAwait(false)).IsCompleted;

                case Fate.Silence:
                    await Rest().DiscardAsync(long.MaxValue, cancellationToken).ConfigureAwait(false);
                    return false;

                case Fate.Standstill:
                    await Task.Delay(Timeout.InfiniteTimeSpan, options.Time, cancellationToken).ConfigureAwait(false);
                    return false;

                case Fate.Linger:
                case var _ when HasUnread():
                    await LingerAsync(cancellationToken).ConfigureAwait(false);
                    return false;

                default:
                    return false;
            }
        }
    }

    private async ValueTask<Fate> NextAsync(Upstream upstream, CancellationToken cancellationToken)
    {
        var read = await HeadReader.ReadRequestAsync(client, options.Limits.Head, cancellationToken).ConfigureAwait(false);
        var exchange = new Exchange(options, arrivals, client, upstream, clientAddress);
        return read switch
        {
            HeadRead.Whole(var bytes, var head) => await exchange.ForwardAsync(bytes, head, cancellationToken).ConfigureAwait(false),
            HeadRead.Malformed(var bytes, var fault) => await exchange.RefuseMalformedAsync(bytes, fault, cancellationToken).ConfigureAwait(false),
            HeadRead.Cut(var bytes) => await exchange.RefuseMalformedAsync(bytes, "the connection ended inside its head", cancellationToken).ConfigureAwait(false),
            _ => Fate.Close,
        };
    }

    private bool HasUnread()
    {
        if (!client.TryRead(out var read))
        {
            return false;
        }

        client.Advance(read.Buffer.Start, read.Buffer.Start);
        return !read.Buffer.IsEmpty;
    }

    private async ValueTask LingerAsync(CancellationToken cancellationToken)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var rest = Rest();
        var draining = rest.DiscardAsync(options.Limits.Drain, cut.Token).AsTask();
        await Patience.WaitAsync(draining, () => rest.Taken, options.Limits.Quiet, options.Time, cancellationToken).ConfigureAwait(false);
        await cut.CancelAsync().ConfigureAwait(false);
        await ((Task)draining).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // All that the client still sends, whatever it means.
    private BodyCopy Rest() => new(client, new BodyScanner(new BodyExtent.UntilClose()));
}
