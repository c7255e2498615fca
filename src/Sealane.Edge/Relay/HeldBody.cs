using System.Buffers;
using Sealane.Edge.Framing;

namespace Sealane.Edge.Relay;

/// <summary>What a hold came to.</summary>
internal abstract record HeldBody
{
    private HeldBody()
    {
    }

    /// <summary>The whole body is here, and in reach of the hold.</summary>
    internal sealed record Complete(long ContentLength) : HeldBody;

    /// <summary>The body is longer than the hold.</summary>
    internal sealed record Longer : HeldBody;

    /// <summary>The body is longer than what an edge keeps of one request.</summary>
    internal sealed record TooLarge : HeldBody;

    /// <summary>The client went away inside the body.</summary>
    internal sealed record Cut : HeldBody;

    /// <summary>Waits as a hold says. Whatever it comes to, the body stays in the leg from its first byte.</summary>
    /// <param name="client">The leg, at the body's start.</param>
    /// <param name="extent">Where the body ends.</param>
    /// <param name="hold">What to wait for.</param>
    /// <param name="bound">Most bytes to keep, as they came off the wire, framing included.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="FormatException">The chunked framing is broken.</exception>
    public static async ValueTask<HeldBody> WaitAsync(Leg client, BodyExtent extent, Hold hold, long bound, CancellationToken cancellationToken)
    {
        if (!hold.Covers(0))
        {
            return new Longer();
        }

        var scanner = new BodyScanner(extent);
        long scanned = 0;
        while (true)
        {
            var read = await client.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            HeldBody? outcome = null;
            try
            {
                scanned += Scan(buffer.Slice(scanned, Math.Min(buffer.Length, bound) - scanned), scanner);
                outcome = !hold.Covers(scanner.ContentLength) ? new Longer()
                    : scanner.IsDone ? new Complete(scanner.ContentLength)
                    : scanned == bound ? new TooLarge()
                    : read.IsCompleted ? new Cut()
                    : null;
            }
            finally
            {
                // When the wait is over nothing counts as examined: the forwarding begins with this very input.
                client.Advance(buffer.Start, outcome is null ? buffer.End : buffer.Start);
            }

            if (outcome is not null)
            {
                return outcome;
            }
        }
    }

    private static long Scan(in ReadOnlySequence<byte> input, BodyScanner scanner)
    {
        long scanned = 0;
        foreach (var segment in input)
        {
            var rest = segment.Span;
            while (!rest.IsEmpty && !scanner.IsDone)
            {
                var run = scanner.Next(rest);
                scanned += run.Length;
                rest = rest[run.Length..];
            }
        }

        return scanned;
    }
}
