using System.Globalization;
using Sealane.Edge.Faults;
using Sealane.Edge.Framing;
using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>One request and its answer.</summary>
internal sealed class Exchange(RelayOptions options, Arrivals arrivals, Leg client, Upstream upstream, string clientAddress)
{
    // client -- head --> 1 extent, 2 plan, 3 fault, 4 expect, 5 hold, 6 mutate -- head, body --> 7 forward --> endpoint
    //        <------------------------ interim answers, answer ----------------------------------

    /// <summary>Forwards a request whose head has been read, and passes its answer back.</summary>
    public async ValueTask<Fate> ForwardAsync(byte[] raw, MessageHead before, CancellationToken cancellationToken)
    {
        var record = new HopRecord(options, raw, before.Framing);
        try
        {
            // 1. Where the body ends.
            var extent = BodyExtent.OfRequest(before);
            if (before.Method == "CONNECT")
            {
                return await EdgeAnswer.NotImplemented(options.HopName, "an edge opens no tunnels").GiveAsync(client, record, cancellationToken).ConfigureAwait(false);
            }

            // 2. What the profile means to do with it.
            var plan = options.Profile.Plan(before);
            var follows = plan is { Reframes: true, Holds: null } && extent is BodyExtent.Chunked;
            var arrived = arrivals.Next(before, takesHold: follows);
            if ((plan.Refusal ?? Excess(plan, (extent as BodyExtent.Length)?.Bytes)) is { } refusal)
            {
                return await EdgeAnswer.Of(options.HopName, refusal).GiveAsync(client, record, cancellationToken).ConfigureAwait(false);
            }

            // 3. What goes wrong before anything goes on.
            if (await MeetAsync(arrived.Fault, before, extent, record, cancellationToken).ConfigureAwait(false) is { } fate)
            {
                return fate;
            }

            // 4. A client that waits for 100 is told to go on; or the endpoint will tell it, and until then it cannot be waited for.
            var waits = extent is not BodyExtent.Empty && Expects100(before);
            var goesTwice = plan.GoesTwice || arrived.Fault is Duplicate;
            if (waits && (plan.AnswersExpect || goesTwice))
            {
                waits = false;
                client.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
                await client.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            // 5. The hold.
            long? complete = null;
            if (HoldOf(plan, extent, arrived) is { } scheduled)
            {
                var hold = waits ? new HoldNothing() : scheduled;
                var held = await HeldBody.WaitAsync(client, extent, hold, options.Limits.Hold, cancellationToken).ConfigureAwait(false);
                record.Hop = record.Hop with { Hold = held is HeldBody.TooLarge ? $"{hold}, given up at {options.Limits.Hold} bytes" : $"{hold}" };
                complete = (held as HeldBody.Complete)?.ContentLength;
                if (held is HeldBody.Cut)
                {
                    return Fate.Close;
                }

                if (Excess(plan, complete ?? (held is HeldBody.Longer && hold is HoldBytes(var bytes) ? bytes + 1 : null)) is { } excess)
                {
                    return await EdgeAnswer.Of(options.HopName, excess).GiveAsync(client, record, cancellationToken).ConfigureAwait(false);
                }
            }

            // 6. The mutations.
            var passage = new Passage { Client = clientAddress, Host = before.Value("host") ?? "", CompleteLength = complete, Noise = NoiseOf(arrived.Number), Now = options.Time.GetUtcNow() };
            var after = options.Profile.Apply((arrived.Fault as Lie)?.Onward(before) ?? before, passage);
            record.Hop = record.Hop with { After = after.ToBytes(), FramingAfter = after.Framing };

            // 7. Onward, and back.
            return await new Forwarding(options, client, upstream, record)
            {
                Before = before,
                After = after,
                Extent = extent,
                Body = plan.Body,
                GoesTwice = goesTwice,
                Passage = passage,
                ClientWaits = waits,
                Number = arrived.Number,
                Fault = arrived.Fault,
            }.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException fault)
        {
            return await EdgeAnswer.BadRequest(options.HopName, fault.Message).GiveAsync(client, record, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A request that was abandoned or cut off has a record, too.
            record.HandOut(answer: null);
        }
    }

    /// <summary>Answers what is no request with 400.</summary>
    public ValueTask<Fate> RefuseMalformedAsync(byte[] raw, string fault, CancellationToken cancellationToken) =>
        EdgeAnswer.BadRequest(options.HopName, fault).GiveAsync(client, new HopRecord(options, raw, BodyFraming.None), cancellationToken);

    // Null when the request goes on all the same.
    private async ValueTask<Fate?> MeetAsync(Fault? fault, MessageHead request, BodyExtent extent, HopRecord record, CancellationToken cancellationToken)
    {
        switch (fault)
        {
            case Hang:
                record.Met(fault);
                return Fate.Silence;

            case OwnAnswer own:
                record.Met(fault);
                return await GiveAsync(own, request, extent, record, cancellationToken).ConfigureAwait(false);

            case Delay { Direction: Direction.Request } delay:
                record.Met(fault);
                await Task.Delay(delay.Time, options.Time, cancellationToken).ConfigureAwait(false);
                return null;

            case Lie lie when lie.Onward(request) != request:
            case BodyFault { Direction: Direction.Request } met when extent.Reaches(met.From):
            case StaleKeepAlive:
                record.Met(fault);
                return null;

            default:
                return null;
        }
    }

    private async ValueTask<Fate> GiveAsync(OwnAnswer answer, MessageHead request, BodyExtent extent, HopRecord record, CancellationToken cancellationToken)
    {
        var isHere = extent is BodyExtent.Empty;
        if (answer.TakesBody && !isHere && !Expects100(request))
        {
            isHere = await new BodyCopy(client, new BodyScanner(extent)).DiscardAsync(long.MaxValue, cancellationToken).ConfigureAwait(false) == CopyEnd.Done;
        }

        record.HandOut(answer.Head);
        client.Write(answer.Head);
        client.Write(request.Method == "HEAD" ? [] : answer.Body);
        await client.FlushAsync(cancellationToken).ConfigureAwait(false);
        return answer.TakesBody && isHere && Persistence.LetsConnectionLive(request) ? Fate.Live : Fate.Linger;
    }

    // A limit wants to know the length first, as far as the limit goes.
    private static Hold? HoldOf(BodyPlan plan, BodyExtent extent, Arrived arrived)
    {
        var hold = plan.Holds is { } bytes and < long.MaxValue ? new HoldBytes(bytes) : plan.Holds is null ? arrived.Hold : new HoldWholeBody();
        return extent is BodyExtent.Empty ? null
            : plan.Limit is { } limit && extent is BodyExtent.Chunked && hold is not HoldBytes ? new HoldBytes(limit)
            : hold;
    }

    private static Refusal? Excess(BodyPlan plan, long? length) => length > plan.Limit
        ? new Refusal(413, string.Create(CultureInfo.InvariantCulture, $"its body is longer than {plan.Limit} bytes"))
        : null;

    private byte[] NoiseOf(long number)
    {
        var noise = new byte[64];
        new Random(unchecked((options.Seed * 397) ^ (int)number)).NextBytes(noise);
        return noise;
    }

    private static bool Expects100(MessageHead head) => head.Values("expect").Any(value => value.Equals("100-continue", StringComparison.OrdinalIgnoreCase));
}
