using Sealane.Edge.Faults;
using Sealane.Edge.Framing;
using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>A request on its way to the endpoint, and its answer on the way back.</summary>
internal sealed class Forwarding(RelayOptions options, Leg client, Upstream upstream, HopRecord record)
{
    private static readonly string[] Idempotent = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"];

    /// <value>The head as the client sent it.</value>
    public required MessageHead Before { get; init; }

    /// <value>The head as it goes on.</value>
    public required MessageHead After { get; init; }

    /// <value>Where the body ends that the client sends.</value>
    public required BodyExtent Extent { get; init; }

    /// <value>What becomes of the body besides its framing.</value>
    public required BodyChange Body { get; init; }

    /// <value>The endpoint gets the request twice.</value>
    public required bool GoesTwice { get; init; }

    /// <value>What the profile was told of the request.</value>
    public required Passage Passage { get; init; }

    /// <value>The client sends its body when the endpoint tells it to.</value>
    public required bool ClientWaits { get; init; }

    /// <value>Number of the request at this relay.</value>
    public required long Number { get; init; }

    /// <value>What goes wrong; null when nothing.</value>
    public required Fault? Fault { get; init; }

    // 1 open --> 2 head and body --> endpoint
    //        <-- 3 answer        <--             both directions at once: an endpoint may answer before it has the body
    //            4 settle

    /// <summary>Sends the request, on a second connection if need be, and passes the answer back.</summary>
    /// <exception cref="FormatException">The client's chunks are broken, and nothing was answered yet.</exception>
    public async ValueTask<Fate> RunAsync(CancellationToken cancellationToken)
    {
        var request = new UpstreamRequest(After.Value("host") ?? "", After, Number);
        if (GoesTwice && await new FirstDelivery(options, client).TryAsync(request, Extent, WriterTo, cancellationToken).ConfigureAwait(false) && Fault is Duplicate)
        {
            record.Met(Fault);
        }

        while (true)
        {
            // 1. A connection to the endpoint.
            try
            {
                await upstream.OpenAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                return await RefuseAsync($"no connection to '{After.Value("host")}': {fault.Message}", cancellationToken).ConfigureAwait(false);
            }

            // 2. Head and body, 3. the answer.
            upstream.Leg.Write(record.Hop.After);
            var listener = Extent is BodyExtent.Empty ? null : options.OnBody?.Invoke(record.Hop.Before);
            var body = new BodyCopy(client, new BodyScanner(Extent), Fault is BodyFault { Direction: Direction.Request } met ? met : null, options.Time, listener)
            {
                StopsAtTrailer = Body.Trailers is TrailerFate.Refused or TrailerFate.Hung,
            };
            var way = new WayBack { Passage = Passage, Request = Before, Sent = After };
            var answer = new AnswerPassage(upstream.Leg, client, way, options, record, Fault);
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var sending = SendAsync(body, cut.Token);
            var answering = answer.RunAsync(cut.Token);
            try
            {
                await Task.WhenAny(sending, answering).ConfigureAwait(false);
                if (sending.IsCompletedSuccessfully && await sending.ConfigureAwait(false) is CopyEnd.Cut)
                {
                    return FateOfCut();
                }

                if (sending.IsCompletedSuccessfully && await sending.ConfigureAwait(false) is CopyEnd.TrailerMet && !answer.HasBegun)
                {
                    await StopAsync(cut, answering).ConfigureAwait(false);
                    return Body.Trailers == TrailerFate.Hung ? Fate.Silence
                        : await EdgeAnswer.Of(options.HopName, new Refusal(503, "trailer fields came behind its body")).GiveAsync(client, record, cancellationToken).ConfigureAwait(false);
                }

                if (sending.IsFaulted || (sending.IsCompleted && await sending.ConfigureAwait(false) is CopyEnd.SourceGone))
                {
                    // The client went away, or broke its framing: nobody can tell any more where this request ends.
                    await StopAsync(cut, answering).ConfigureAwait(false);
                    return answer.HasBegun || await sending.ConfigureAwait(false) is CopyEnd.SourceGone ? Fate.Close : Fate.Linger;
                }

                // 4. What remains of both connections.
                switch (await answering.ConfigureAwait(false))
                {
                    case AnswerEnd.Passed passed:
                        return await SettleAsync(passed, sending, body, cut, cancellationToken).ConfigureAwait(false);

                    case AnswerEnd.Silent when upstream.IsUsed && Extent is BodyExtent.Empty && Idempotent.Contains(Before.Method):
                        // The endpoint closed a kept connection while this request was on its way (RFC 9112 9.3.1): once more on a new one.
                        await sending.ConfigureAwait(false);
                        await upstream.CloseAsync().ConfigureAwait(false);
                        continue;

                    case AnswerEnd.Silent:
                        return await RefuseAsync("it closed the connection without an answer", cancellationToken).ConfigureAwait(false);

                    case AnswerEnd.Unfit(var reason):
                        return await RefuseAsync(reason, cancellationToken).ConfigureAwait(false);

                    case AnswerEnd.Cut(var ending):
                        return ending switch { Ending.Reset => Fate.Reset, Ending.Silence => Fate.Silence, _ => Fate.Close };

                    default:
                        return Fate.Close;
                }
            }
            finally
            {
                await StopAsync(cut, Task.WhenAll(sending, answering)).ConfigureAwait(false);
            }
        }
    }

    private BodyWriter WriterTo(Leg endpoint) => BodyWriter.For(endpoint, Extent, BodyExtent.OfRequest(After), Body);

    private async Task<CopyEnd> SendAsync(BodyCopy body, CancellationToken cancellationToken)
    {
        using var writer = WriterTo(upstream.Leg);
        var end = await body.RunAsync(upstream.Leg, writer, cancellationToken).ConfigureAwait(false);
        if (end != CopyEnd.SinkGone)
        {
            return end;
        }

        // The endpoint takes no more: its answer is what counts now, and many clients read it only when they have written their body.
        var drained = await body.DiscardAsync(options.Limits.Drain, cancellationToken).ConfigureAwait(false);
        return drained == CopyEnd.Done ? CopyEnd.SinkGone : drained;
    }

    private async ValueTask<Fate> SettleAsync(
        AnswerEnd.Passed answer, Task<CopyEnd> sending, BodyCopy body, CancellationTokenSource cut, CancellationToken cancellationToken)
    {
        // A client whose question was answered with a refusal most likely sends no body any more.
        var isUnbegun = ClientWaits && body.Taken == 0;
        var quiet = isUnbegun ? options.Limits.QuietUnbegun : options.Limits.Quiet;
        if (!await Patience.WaitAsync(sending, () => body.Taken, quiet, options.Time, cancellationToken).ConfigureAwait(false))
        {
            await StopAsync(cut, sending).ConfigureAwait(false);
        }

        var sent = sending.IsCompletedSuccessfully ? await sending.ConfigureAwait(false) : CopyEnd.LimitReached;
        if (sent == CopyEnd.Done && answer.Came.LetsLive && Persistence.LetsConnectionLive(After))
        {
            upstream.Keep();
        }
        else
        {
            await upstream.CloseAsync().ConfigureAwait(false);
        }

        if (sent == CopyEnd.Cut)
        {
            return FateOfCut();
        }

        if (sent is not (CopyEnd.Done or CopyEnd.SinkGone))
        {
            return isUnbegun && body.Taken == 0 ? Fate.Close : Fate.Linger;
        }

        // After a request with both framings the connection must end (RFC 9112 6.1): what follows it might be the other reading's body.
        var lives = answer.Went.LetsLive && Persistence.LetsConnectionLive(Before) && Before.Framing != BodyFraming.Both;
        return !lives ? Fate.Close : Fault is StaleKeepAlive { Ending: var ending } ? FateOfStale(ending) : Fate.Live;
    }

    private Fate FateOfCut() => Fault is Reset ? Fate.Reset : Fate.Standstill;

    private static Fate FateOfStale(Ending ending) => ending switch
    {
        Ending.Reset => Fate.ResetOnNext,
        Ending.Silence => Fate.Silence,
        _ => Fate.Close,
    };

    private ValueTask<Fate> RefuseAsync(string fault, CancellationToken cancellationToken) =>
        EdgeAnswer.BadGateway(options.HopName, fault).GiveAsync(client, record, cancellationToken);

    private static async ValueTask StopAsync(CancellationTokenSource cut, Task task)
    {
        await cut.CancelAsync().ConfigureAwait(false);
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
