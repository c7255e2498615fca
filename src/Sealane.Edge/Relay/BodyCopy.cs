using System.IO.Pipelines;
using Sealane.Edge.Faults;
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

    /// <summary>A fault let no more of it pass.</summary>
    Cut,

    /// <summary>Trailer fields came that are not to go on.</summary>
    TrailerMet,
}

/// <summary>Moves bodies from leg to leg.</summary>
/// <param name="from">Where the body comes from.</param>
/// <param name="scanner">Tells where it ends.</param>
/// <param name="fault">What goes wrong with it as it is copied; null when nothing.</param>
/// <param name="time">The clock of the fault.</param>
/// <param name="listener">Who hears it as it comes; null when nobody.</param>
internal sealed class BodyCopy(Leg from, BodyScanner scanner, BodyFault? fault = null, TimeProvider? time = null, IBodyListener? listener = null)
{
    private bool _isInTrailer;
    private bool _metTrailer;

    /// <value>Whether a copy ends where trailer fields begin. Default: no.</value>
    public bool StopsAtTrailer { get; init; }

    /// <summary>Bytes taken so far, framing included; grows while a copy runs.</summary>
    public long Taken { get; private set; }

    /// <summary>Copies what is left of the body. What was written before, as the head, leaves with it.</summary>
    /// <exception cref="FormatException">The chunked framing is broken.</exception>
    public async ValueTask<CopyEnd> RunAsync(Leg to, BodyWriter writer, CancellationToken cancellationToken)
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

            var before = scanner.ContentLength;
            var isAll = Move(read, writer, fault);
            if (_metTrailer)
            {
                return CopyEnd.TrailerMet;
            }

            if (!await to.FlushAsync(cancellationToken).ConfigureAwait(false))
            {
                return CopyEnd.SinkGone;
            }

            if (fault?.Stretch(scanner.ContentLength) == 0 && !scanner.IsDone)
            {
                return CopyEnd.Cut;
            }

            if (fault?.Pause(scanner.ContentLength - before) is { Ticks: > 0 } pause)
            {
                await Task.Delay(pause, time!, cancellationToken).ConfigureAwait(false);
            }

            if (read.IsCompleted && isAll && !scanner.IsDone)
            {
                if (!scanner.EndsWithConnection)
                {
                    return CopyEnd.SourceGone;
                }

                break;
            }

            isAtHand = false;
        }

        return !writer.End() || await to.FlushAsync(cancellationToken).ConfigureAwait(false) ? CopyEnd.Done : CopyEnd.SinkGone;
    }

    /// <summary>Reads what is left of the body and throws it away.</summary>
    /// <exception cref="FormatException">The chunked framing is broken.</exception>
    public async ValueTask<CopyEnd> DiscardAsync(long limit, CancellationToken cancellationToken)
    {
        var end = Taken + limit;
        while (!scanner.IsDone)
        {
            var read = await from.ReadAsync(cancellationToken).ConfigureAwait(false);
            Move(read, writer: null, fault: null);
            if (!scanner.IsDone && (read.IsCompleted || Taken >= end))
            {
                return read.IsCompleted ? CopyEnd.SourceGone : CopyEnd.LimitReached;
            }
        }

        return CopyEnd.Done;
    }

    // Takes what the read holds of the body, or as much of it as the fault lets pass at once; true when nothing is left to take.
    private bool Move(in ReadResult read, BodyWriter? writer, BodyFault? fault)
    {
        var room = fault?.Stretch(scanner.ContentLength) ?? long.MaxValue;
        long taken = 0;
        try
        {
            foreach (var segment in read.Buffer)
            {
                var rest = segment.Span;
                while (!rest.IsEmpty && !scanner.IsDone && room > 0 && !_metTrailer)
                {
                    var offset = scanner.ContentLength;
                    var run = scanner.Next(rest[..(int)Math.Min(rest.Length, room)]);
                    if (run is (Length: 1, RunKind.Content) && fault is not null)
                    {
                        // The byte that a fault alters comes alone.
                        writer?.Write([fault.Alter(offset, rest[0])], run.Kind);
                    }
                    else
                    {
                        // The first byte of a trailer section is a field's, or the CR of the empty line that ends it.
                        _metTrailer = StopsAtTrailer && run.Kind == RunKind.Trailer && !_isInTrailer && rest[0] != (byte)'\r';
                        _isInTrailer = run.Kind == RunKind.Trailer;
                        writer?.Write(rest[..run.Length], run.Kind);
                    }

                    listener?.Take(rest[..run.Length]);
                    room -= run.IsContent ? run.Length : 0;
                    taken += run.Length;
                    rest = rest[run.Length..];
                }
            }

            if (scanner.IsDone)
            {
                listener?.End();
            }

            return taken == read.Buffer.Length;
        }
        finally
        {
            Taken += taken;
            var next = read.Buffer.GetPosition(taken);
            from.Advance(next, next);
        }
    }
}
