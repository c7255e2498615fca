using Sealane.Edge.Framing;

namespace Sealane.Edge.Relay;

/// <summary>Delivers a request on a connection of its own and throws the answer away; its body stays in the client's leg, to be sent again.</summary>
/// <param name="options">How to reach the endpoint, and what may be kept of a body.</param>
/// <param name="client">The leg, at the body's start.</param>
internal sealed class FirstDelivery(RelayOptions options, Leg client)
{
    /// <summary>Delivers it and waits for the end of the answer.</summary>
    /// <returns>Whether it was; not when the body is larger than what is kept, or breaks off, or the endpoint cannot be reached.</returns>
    /// <exception cref="FormatException">The framing of either message is broken.</exception>
    public async ValueTask<bool> TryAsync(UpstreamRequest request, BodyExtent extent, Func<Leg, BodyWriter> writerTo, CancellationToken cancellationToken)
    {
        if (extent is not BodyExtent.Empty
            && await HeldBody.WaitAsync(client, extent, new HoldWholeBody(), options.Limits.Hold, cancellationToken).ConfigureAwait(false) is not HeldBody.Complete)
        {
            return false;
        }

        var upstream = new Upstream(options);
        await using (upstream.ConfigureAwait(false))
        {
            try
            {
                await upstream.OpenAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The second delivery will say why.
                return false;
            }

            upstream.Leg.Write(request.Head.ToBytes());
            using var writer = writerTo(upstream.Leg);
            CopyBody(extent, writer);
            return await upstream.Leg.FlushAsync(cancellationToken).ConfigureAwait(false)
                && await DiscardAnswerAsync(upstream.Leg, request.Head.Method, cancellationToken).ConfigureAwait(false);
        }
    }

    private void CopyBody(BodyExtent extent, BodyWriter writer)
    {
        var scanner = new BodyScanner(extent);
        if (scanner.IsDone || !client.TryRead(out var read))
        {
            return;
        }

        foreach (var segment in read.Buffer)
        {
            var rest = segment.Span;
            while (!rest.IsEmpty && !scanner.IsDone)
            {
                var run = scanner.Next(rest);
                writer.Write(rest[..run.Length], run.Kind);
                rest = rest[run.Length..];
            }
        }

        writer.End();
        client.Advance(read.Buffer.Start, read.Buffer.Start);
    }

    private async ValueTask<bool> DiscardAnswerAsync(Leg endpoint, string method, CancellationToken cancellationToken)
    {
        while (await HeadReader.ReadAnswerAsync(endpoint, options.Limits.Head, cancellationToken).ConfigureAwait(false) is HeadRead.Whole(_, var head))
        {
            if (head.Status >= 200)
            {
                var body = new BodyCopy(endpoint, new BodyScanner(BodyExtent.OfAnswer(head, method)));
                return await body.DiscardAsync(long.MaxValue, cancellationToken).ConfigureAwait(false) == CopyEnd.Done;
            }
        }

        return false;
    }
}
