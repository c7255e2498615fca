using Sealane.Edge.Faults;
using Sealane.Edge.Framing;
using Sealane.Edge.Mutations;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>How the way back ended.</summary>
internal abstract record AnswerEnd
{
    private AnswerEnd()
    {
    }

    /// <summary>The client has the whole answer.</summary>
    internal sealed record Passed(PassedHead Came, PassedHead Went) : AnswerEnd;

    /// <summary>The endpoint went away without a byte of an answer.</summary>
    internal sealed record Silent : AnswerEnd;

    /// <summary>What the endpoint sent cannot be passed on, and nothing of it was.</summary>
    internal sealed record Unfit(string Reason) : AnswerEnd;

    /// <summary>One of the two sides went away inside the answer.</summary>
    internal sealed record Broken : AnswerEnd;

    /// <summary>A fault let no more of it pass.</summary>
    internal sealed record Cut(Ending Ending) : AnswerEnd;
}

/// <summary>The head of an answer on one side of the relay, and where its body ends there.</summary>
internal sealed record PassedHead(MessageHead Head, BodyExtent Extent)
{
    /// <summary>Whether the connection can carry another request.</summary>
    public bool LetsLive => Extent is not BodyExtent.UntilClose && Persistence.LetsConnectionLive(Head);
}

/// <summary>Passes one answer back: interim heads, the final head, the body; byte for byte but for what the profile changes.</summary>
/// <param name="endpoint">Where it comes from.</param>
/// <param name="client">Where it goes.</param>
/// <param name="way">The request that it answers.</param>
/// <param name="options">The profile, most bytes of a head, and the clock.</param>
/// <param name="record">Is handed out with the final head before the client has it.</param>
/// <param name="fault">What goes wrong with it; null when nothing.</param>
internal sealed class AnswerPassage(Leg endpoint, Leg client, WayBack way, RelayOptions options, HopRecord record, Fault? fault)
{
    /// <summary>Whether a byte of the final answer may have gone to the client.</summary>
    public bool HasBegun { get; private set; }

    public async Task<AnswerEnd> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await HeadReader.ReadAnswerAsync(endpoint, options.Limits.Head, cancellationToken).ConfigureAwait(false);
            if (read is not HeadRead.Whole(var bytes, var head))
            {
                return read switch
                {
                    HeadRead.Malformed(_, var reason) => new AnswerEnd.Unfit($"its answer is no HTTP: {reason}"),
                    HeadRead.Cut => new AnswerEnd.Unfit("it closed the connection inside the head of its answer"),
                    _ => new AnswerEnd.Silent(),
                };
            }

            if (head.Status == 101)
            {
                return new AnswerEnd.Unfit("it switched to another protocol, which an edge does not follow");
            }

            if (head.Status is >= 100 and < 200)
            {
                client.Write(bytes);
                if (!await client.FlushAsync(cancellationToken).ConfigureAwait(false))
                {
                    return new AnswerEnd.Broken();
                }

                continue;
            }

            return await PassFinalAsync(bytes, head, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<AnswerEnd> PassFinalAsync(byte[] bytes, MessageHead head, CancellationToken cancellationToken)
    {
        try
        {
            var came = head;
            var extent = BodyExtent.OfAnswer(head, way.Sent.Method);
            var bodyFault = fault is BodyFault { Direction: Direction.Answer } met && extent.Reaches(met.From) ? met : null;
            switch (fault)
            {
                case Delay { Direction: Direction.Answer } delay:
                    record.Met(fault);
                    await Task.Delay(delay.Time, options.Time, cancellationToken).ConfigureAwait(false);
                    break;

                case LoseAnswer(var ending):
                    record.Met(fault);
                    return new AnswerEnd.Cut(ending);

                case Lie lie when lie.Back(head) is var told && told != head:
                    record.Met(fault);
                    head = told;
                    break;

                case var _ when bodyFault is not null:
                    record.Met(bodyFault);
                    break;
            }

            var answer = options.Profile.ApplyToAnswer(head, way with
            {
                Passage = way.Passage with { Now = options.Time.GetUtcNow() },
                CompleteLength = await LengthAsync(extent, cancellationToken).ConfigureAwait(false),
            });
            var went = new PassedHead(answer.Head, BodyExtent.OfAnswer(answer.Head, way.Request.Method));
            record.Hop = record.Hop with { AnswerBefore = bytes };
            bytes = answer.Head == came ? bytes : answer.Head.ToBytes();

            HasBegun = true;
            record.HandOut(bytes);
            client.Write(bytes);
            var body = new BodyCopy(endpoint, new BodyScanner(extent), bodyFault, options.Time);
            using var writer = BodyWriter.For(client, extent, went.Extent, answer.Body);
            return await body.RunAsync(client, writer, cancellationToken).ConfigureAwait(false) switch
            {
                CopyEnd.Done => new AnswerEnd.Passed(new PassedHead(came, extent), went),
                CopyEnd.Cut => new AnswerEnd.Cut(bodyFault!.Ending),
                _ => new AnswerEnd.Broken(),
            };
        }
        catch (FormatException fault)
        {
            return HasBegun ? new AnswerEnd.Broken() : new AnswerEnd.Unfit(fault.Message);
        }
    }

    private async ValueTask<long?> LengthAsync(BodyExtent extent, CancellationToken cancellationToken) => extent switch
    {
        BodyExtent.Empty => 0,
        BodyExtent.Length(var bytes) => bytes,
        BodyExtent.Chunked when options.Profile.HoldsAnswers =>
            (await HeldBody.WaitAsync(endpoint, extent, new HoldWholeBody(), options.Limits.Hold, cancellationToken).ConfigureAwait(false) as HeldBody.Complete)?.ContentLength,
        _ => null,
    };
}
