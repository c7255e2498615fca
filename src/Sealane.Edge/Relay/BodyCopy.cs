using System.IO.Pipelines;
using Sealane.Edge.Framing;

namespace Sealane.Edge.Relay;

/// <summary>How the passage of a body ended.</summary>
internal enum CopyEnd
{
    /// <summary>The whole body has passed.</summary>
    Done,

    /// <summary>The side it came from went away inside the body.</summary>
    SourceGone,

    /// <summary>The side it went to takes no more.</summary>
    SinkGone,

    /// <summary>More was discarded than one is ready to discard.</summary>
    LimitReached,
}

/// <summary>Moves bodies from leg to leg.</summary>
internal sealed class BodyCopy(Leg from, BodyScanner scanner)
{
    /// <summary>Bytes taken so far, framing included; grows while a copy runs.</summary>
    public long Taken { get; private set; }

    /// <summary>Copies what is left of the body, byte for byte or its content alone. What was written before, as the head, leaves with it.</summary>
    /// <exception cref="FormatException">The chunked framing is broken.</exception>
    public async ValueTask<CopyEnd> RunAsync(Leg to, bool contentOnly, CancellationToken cancellationToken)
    {
        var read = default(ReadResult);
        var isAtHand = !scanner.IsDone && from.TryRead(out read);
        if (!isAtHand && !await to.FlushAsync(cancellationToken).ConfigureAwait(false))
        {
            return CopyEnd.SinkGone;
        }

        while (!scanner.IsDone)
        {
            if (!isAtHand)
            {
                read = await from.ReadAsync(cancellationToken).ConfigureAwait(false);
            }

            Move(read, to, contentOnly);
            if (!await to.FlushAsync(cancellationToken).ConfigureAwait(false))
            {
                return CopyEnd.SinkGone;
            }

            if (read.IsCompleted && !scanner.IsDone)
            {
                return scanner.EndsWithConnection ? CopyEnd.Done : CopyEnd.SourceGone;
            }

            isAtHand = false;
        }

        return CopyEnd.Done;
    }

    /// <summary>Reads what is left of the body and throws it away.</summary>
    /// <exception cref="FormatException">The chunked framing is broken.</exception>
    public async ValueTask<CopyEnd> DiscardAsync(long limit, CancellationToken cancellationToken)
    {
        var end = Taken + limit;
        while (!scanner.IsDone)
        {
            var read = await from.ReadAsync(cancellationToken).ConfigureAwait(false);
            Move(read, to: null, contentOnly: false);
            if (!scanner.IsDone && (read.IsCompleted || Taken >= end))
            {
                return read.IsCompleted ? CopyEnd.SourceGone : CopyEnd.LimitReached;
            }
        }

        return CopyEnd.Done;
    }

    private void Move(in ReadResult read, Leg? to, bool contentOnly)
    {
        long taken = 0;
        try
        {
            foreach (var segment in read.Buffer)
            {
                var rest = segment.Span;
                while (!rest.IsEmpty && !scanner.IsDone)
                {
                    var run = scanner.Next(rest);
                    if (run.IsContent || !contentOnly)
                    {
                        to?.Write(rest[..run.Length]);
                    }

                    taken += run.Length;
                    rest = rest[run.Length..];
                }
            }
        }
        finally
        {
            Taken += taken;
            var next = read.Buffer.GetPosition(taken);
            from.Advance(next, scanner.IsDone ? next : read.Buffer.End);
        }
    }
}
