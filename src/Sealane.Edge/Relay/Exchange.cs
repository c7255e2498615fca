using Sealane.Edge.Framing;
using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>One request and its answer.</summary>
internal sealed class Exchange(RelayOptions options, Arrivals arrivals, Leg client, Upstream upstream, string clientAddress)
{
    // client -- head --> 1 extent, 2 plan, 3 expect, 4 hold, 5 mutate -- head, body --> 6 forward --> endpoint
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
                return await Refusal.NotImplemented(options.HopName, "an edge opens no tunnels").GiveAsync(client, record, cancellationToken).ConfigureAwait(false);
            }

            // 2. What the profile means to do with it.
            var plan = options.Profile.Plan(before);
            var arrived = arrivals.Next(takesHold: plan.Reframes && extent is BodyExtent.Chunked);

            // 3. A client that waits for 100 is told to go on; or the endpoint will tell it, and until then it cannot be waited for.
            var waits = extent is not BodyExtent.Empty && Expects100(before);
            if (waits && plan.AnswersExpect)
            {
                waits = false;
                client.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
                await client.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            // 4. The hold.
            long? complete = null;
            if (arrived.Hold is { } scheduled)
            {
                var hold = waits ? new HoldNothing() : scheduled;
                var held = await HeldBody.WaitAsync(client, hold, options.Limits.Hold, cancellationToken).ConfigureAwait(false);
                record.Hop = record.Hop with { Hold = held is HeldBody.TooLarge ? $"{hold}, given up at {options.Limits.Hold} bytes" : $"{hold}" };
                complete = (held as HeldBody.Complete)?.ContentLength;
                if (held is HeldBody.Cut)
                {
                    return Fate.Close;
                }
            }

            // 5. The mutations.
            var after = options.Profile.Apply(before, new Passage { Client = clientAddress, CompleteLength = complete, Noise = NoiseOf(arrived.Number) });
            record.Hop = record.Hop with { After = after.ToBytes(), FramingAfter = after.Framing };

            // 6. Onward, and back.
            return await new Forwarding(options, client, upstream, record)
            {
                Before = before,
                After = after,
                Extent = extent,
                ContentOnly = complete is not null,
                ClientWaits = waits,
                Number = arrived.Number,
            }.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException fault)
        {
            return await Refusal.BadRequest(options.HopName, fault.Message).GiveAsync(client, record, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A request that was abandoned or cut off has a record, too.
            record.HandOut(answer: null);
        }
    }

    /// <summary>Answers what is no request with 400.</summary>
    public ValueTask<Fate> RefuseMalformedAsync(byte[] raw, string fault, CancellationToken cancellationToken) =>
        Refusal.BadRequest(options.HopName, fault).GiveAsync(client, new HopRecord(options, raw, BodyFraming.None), cancellationToken);

    private byte[] NoiseOf(long number)
    {
        var noise = new byte[64];
        new Random(unchecked((options.Seed * 397) ^ (int)number)).NextBytes(noise);
        return noise;
    }

    private static bool Expects100(MessageHead head) => head.Values("expect").Any(value => value.Equals("100-continue", StringComparison.OrdinalIgnoreCase));
}
