using Sealane.Edge.Faults;
using Sealane.Edge.Framing;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>How the way back ended.</summary>
internal abstract record AnswerEnd
{
    private AnswerEnd()
    {
    }

    /// <summary>The client has the whole answer.</summary>
    internal sealed record Passed(MessageHead Head, BodyExtent Extent) : AnswerEnd;

    /// <summary>The endpoint went away without a byte of an answer.</summary>
    internal sealed record Silent : AnswerEnd;

    /// <summary>What the endpoint sent cannot be passed on, and nothing of it was.</summary>
    internal sealed record Unfit(string Reason) : AnswerEnd;

    /// <summary>One of the two sides went away inside the answer.</summary>
    internal sealed record Broken : AnswerEnd;

    /// <summary>A fault let no more of it pass.</summary>
    internal sealed record Cut(Ending Ending) : AnswerEnd;
}

/// <summary>Passes one answer back, byte for byte: interim heads, the final head, the body.</summary>
/// <param name="endpoint">Where it comes from.</param>
/// <param name="client">Where it goes.</param>
/// <param name="requestMethod">The method it answers; an answer to HEAD has no body.</param>
/// <param name="options">Most bytes of a head, and the clock.</param>
/// <param name="record">Is handed out with the final head before the client has it.</param>
/// <param name="fault">What goes wrong with it; null when nothing.</param>
internal sealed class AnswerPassage(Leg endpoint, Leg client, string requestMethod, RelayOptions options, HopRecord record, Fault? fault)
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
            var extent = BodyExtent.OfAnswer(head, requestMethod);
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
                    (bytes, head) = (told.ToBytes(), told);
                    break;

                case var _ when bodyFault is not null:
                    record.Met(bodyFault);
                    break;
            }

            HasBegun = true;
            record.HandOut(bytes);
            client.Write(bytes);
            var body = new BodyCopy(endpoint, new BodyScanner(extent), bodyFault, options.Time);
            return await body.RunAsync(client, contentOnly: false, cancellationToken).ConfigureAwait(false) switch
            {
                CopyEnd.Done => new AnswerEnd.Passed(head, extent),
                CopyEnd.Cut => new AnswerEnd.Cut(bodyFault!.Ending),
                _ => new AnswerEnd.Broken(),
            };
        }
        catch (FormatException fault)
        {
            return HasBegun ? new AnswerEnd.Broken() : new AnswerEnd.Unfit(fault.Message);
        }
    }
}
