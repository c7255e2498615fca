using Sealane.Edge.Framing;
using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>What becomes of a client's connection after an exchange.</summary>
internal enum Fate
{
    /// <summary>It carries the next request.</summary>
    Live,

    /// <summary>It is closed.</summary>
    Close,

    /// <summary>It is closed once the client has stopped sending: closing on unread bytes would reset it, and the answer could be lost.</summary>
    Linger,
}

/// <summary>One request and its answer.</summary>
internal sealed class Exchange(RelayOptions options, Arrivals arrivals, Leg client, Upstream upstream, string clientAddress)
{
    private static readonly string[] Idempotent = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"];

    private Hop _hop = null!;
    private bool _isRecorded;

    // client --> head --> [1 extent] [2 plan] [3 expect] [4 hold] [5 mutate] --> [6 open] --> [7 forward] --> endpoint
    //        <-------------------------- interim answers, answer ------------------------------ [8 settle]

    /// <summary>Forwards a request whose head has been read, and passes its answer back.</summary>
    public async ValueTask<Fate> ForwardAsync(byte[] raw, MessageHead before, CancellationToken cancellationToken)
    {
        Begin(raw, before.Framing);
        try
        {
            // 1. Where the body ends.
            var extent = BodyExtent.OfRequest(before);
            if (before.Method == "CONNECT")
            {
                return await RefuseAsync(Refusal.NotImplemented(options.HopName, "an edge opens no tunnels"), cancellationToken).ConfigureAwait(false);
            }

            // 2. What the profile means to do with it.
            var plan = options.Profile.Plan(before);
            var arrived = arrivals.Next(takesHold: plan.Reframes && extent is BodyExtent.Chunked);

            // 3. A client that waits for 100 is told to go on, or the endpoint will tell it.
            var waits = extent is not BodyExtent.Empty && Expects100(before);
            if (waits && plan.AnswersExpect)
            {
                client.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
                await client.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            // 4. The hold. A client that waits for the endpoint's 100 cannot be waited for.
            long? complete = null;
            if (arrived.Hold is { } scheduled)
            {
                var hold = waits && !plan.AnswersExpect ? new HoldNothing() : scheduled;
                var held = await HeldBody.WaitAsync(client, hold, options.Limits.Hold, cancellationToken).ConfigureAwait(false);
                complete = (held as HeldBody.Complete)?.ContentLength;
                _hop = _hop with { Hold = Describe(hold, held) };
                if (held is HeldBody.Cut)
                {
                    return Fate.Close;
                }
            }

            // 5. The mutations.
            var after = options.Profile.Apply(before, new Passage { Client = clientAddress, CompleteLength = complete, Noise = NoiseOf(arrived.Number) });
            _hop = _hop with { After = after.ToBytes(), FramingAfter = after.Framing };

            // 6. to 8.
            return await PassAsync(before, after, extent, complete is not null, arrived.Number, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException fault)
        {
            return await RefuseAsync(Refusal.BadRequest(options.HopName, fault.Message), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A cancelled or abandoned request has a record, too.
            Record(answer: null);
        }
    }

    /// <summary>Answers what is no request with 400.</summary>
    public async ValueTask<Fate> RefuseMalformedAsync(byte[] raw, string fault, CancellationToken cancellationToken)
    {
        Begin(raw, BodyFraming.None);
        return await RefuseAsync(Refusal.BadRequest(options.HopName, fault), cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Fate> PassAsync(
        MessageHead before, MessageHead after, BodyExtent extent, bool contentOnly, long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            // 6. A connection to the endpoint.
            try
            {
                await upstream.OpenAsync(new UpstreamRequest(after.Value("host") ?? "", after, number), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                return await RefuseAsync(
                    Refusal.BadGateway(options.HopName, $"no connection to '{after.Value("host")}': {fault.Message}"), cancellationToken).ConfigureAwait(false);
            }

            // 7. Both directions at once: an endpoint may answer before it has the body.
            upstream.Leg.Write(_hop.After);
            var body = new BodyCopy(client, new BodyScanner(extent));
            var answer = new AnswerPassage(upstream.Leg, client, before.Method, options.Limits.Head, Record);
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var sending = SendAsync(body, contentOnly, cut.Token);
            var answering = answer.RunAsync(cut.Token);
            try
            {
                await Task.WhenAny(sending, answering).ConfigureAwait(false);
                if (sending.IsFaulted || (sending.IsCompleted && await sending.ConfigureAwait(false) is CopyEnd.SourceGone))
                {
                    // The client went away, or broke its framing: nobody can tell any more where this request ends.
                    await StopAsync(cut, answering).ConfigureAwait(false);
                    return answer.HasBegun || await sending.ConfigureAwait(false) is CopyEnd.SourceGone ? Fate.Close : Fate.Linger;
                }

                // 8. What remains of both connections.
                switch (await answering.ConfigureAwait(false))
                {
                    case AnswerEnd.Passed(var head, var answerExtent):
                        var sent = await SettleAsync(sending, body, cut, cancellationToken).ConfigureAwait(false);
                        return await EndAsync(before, after, head, answerExtent, sent).ConfigureAwait(false);

                    case AnswerEnd.Silent when upstream.IsUsed && extent is BodyExtent.Empty && Idempotent.Contains(before.Method):
                        // The endpoint closed a kept connection while this request was on its way (RFC 9112 9.3.1): once more on a new one.
                        await sending.ConfigureAwait(false);
                        await upstream.CloseAsync().ConfigureAwait(false);
                        continue;

                    case AnswerEnd.Silent:
                        return await RefuseAsync(
                            Refusal.BadGateway(options.HopName, "it closed the connection without an answer"), cancellationToken).ConfigureAwait(false);

                    case AnswerEnd.Unfit(var reason):
                        return await RefuseAsync(Refusal.BadGateway(options.HopName, reason), cancellationToken).ConfigureAwait(false);

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

    private async Task<CopyEnd> SendAsync(BodyCopy body, bool contentOnly, CancellationToken cancellationToken)
    {
        var end = await body.RunAsync(upstream.Leg, contentOnly, cancellationToken).ConfigureAwait(false);
        if (end != CopyEnd.SinkGone)
        {
            return end;
        }

        // The endpoint takes no more: its answer is what counts now, and the client reads it only when it can write to its end.
        var drained = await body.DiscardAsync(options.Limits.Drain, cancellationToken).ConfigureAwait(false);
        return drained == CopyEnd.Done ? CopyEnd.SinkGone : drained;
    }

    private async ValueTask<CopyEnd> SettleAsync(Task<CopyEnd> sending, BodyCopy body, CancellationTokenSource cut, CancellationToken cancellationToken)
    {
        if (!await Patience.WaitAsync(sending, () => body.Taken, options.Limits.Quiet, options.Time, cancellationToken).ConfigureAwait(false))
        {
            await StopAsync(cut, sending).ConfigureAwait(false);
        }

        return sending.IsCompletedSuccessfully ? await sending.ConfigureAwait(false) : CopyEnd.LimitReached;
    }

    private async ValueTask<Fate> EndAsync(MessageHead before, MessageHead after, MessageHead answer, BodyExtent answerExtent, CopyEnd sent)
    {
        var answerLetsLive = answerExtent is not BodyExtent.UntilClose && Persistence.LetsConnectionLive(answer);
        if (sent == CopyEnd.Done && answerLetsLive && Persistence.LetsConnectionLive(after))
        {
            upstream.Keep();
        }
        else
        {
            await upstream.CloseAsync().ConfigureAwait(false);
        }

        // After a request with both framings the connection must end (RFC 9112 6.1): what follows it might be the other reading's body.
        return sent is not (CopyEnd.Done or CopyEnd.SinkGone) ? Fate.Linger
            : answerLetsLive && Persistence.LetsConnectionLive(before) && before.Framing != BodyFraming.Both ? Fate.Live
            : Fate.Close;
    }

    private async ValueTask<Fate> RefuseAsync(Refusal refusal, CancellationToken cancellationToken)
    {
        var (head, body) = refusal.ToBytes();
        Record(head);
        client.Write(head);
        client.Write(_hop.Before.AsSpan().StartsWith("HEAD "u8) ? [] : body);
        await client.FlushAsync(cancellationToken).ConfigureAwait(false);
        return Fate.Linger;
    }

    private void Begin(byte[] raw, BodyFraming framing) => _hop = new Hop
    {
        Name = options.HopName,
        Before = raw,
        After = [],
        FramingBefore = framing,
        FramingAfter = BodyFraming.None,
        Time = options.Time.GetUtcNow(),
    };

    private void Record(byte[]? answer)
    {
        if (!_isRecorded)
        {
            _isRecorded = true;
            options.OnHop?.Invoke(_hop with { Answer = answer });
        }
    }

    private string Describe(Hold hold, HeldBody held) =>
        held is HeldBody.TooLarge ? $"{hold}, given up at {options.Limits.Hold} bytes" : $"{hold}";

    private byte[] NoiseOf(long number)
    {
        var noise = new byte[64];
        new Random(unchecked((options.Seed * 397) ^ (int)number)).NextBytes(noise);
        return noise;
    }

    private static bool Expects100(MessageHead head) => head.Values("expect").Any(value => value.Equals("100-continue", StringComparison.OrdinalIgnoreCase));

    private static async ValueTask StopAsync(CancellationTokenSource cut, Task task)
    {
        await cut.CancelAsync().ConfigureAwait(false);
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
