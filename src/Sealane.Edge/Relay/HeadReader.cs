using System.Buffers;
using Sealane.Signing.Journey;

namespace Sealane.Edge.Relay;

/// <summary>What came in where a head was awaited.</summary>
internal abstract record HeadRead
{
    private HeadRead()
    {
    }

    /// <summary>A whole head, empty line included.</summary>
    internal sealed record Whole(byte[] Bytes, MessageHead Head) : HeadRead;

    /// <summary>The connection ended before a first byte.</summary>
    internal sealed record Ended : HeadRead;

    /// <summary>The connection ended inside a head.</summary>
    internal sealed record Cut(byte[] Bytes) : HeadRead;

    /// <summary>Bytes that are no head of HTTP/1.x, and why.</summary>
    internal sealed record Malformed(byte[] Bytes, string Reason) : HeadRead;
}

/// <summary>Takes heads off a leg as raw bytes.</summary>
internal static class HeadReader
{
    /// <summary>Reads up to and including the empty line; the body, or what follows, stays in the leg.</summary>
    /// <param name="leg">Where from.</param>
    /// <param name="limit">Most bytes of a head.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static ValueTask<HeadRead> ReadRequestAsync(Leg leg, int limit, CancellationToken cancellationToken) =>
        ReadAsync(leg, limit, isRequest: true, cancellationToken);

    /// <summary>The same for the head of an answer.</summary>
    public static ValueTask<HeadRead> ReadAnswerAsync(Leg leg, int limit, CancellationToken cancellationToken) =>
        ReadAsync(leg, limit, isRequest: false, cancellationToken);

    private static async ValueTask<HeadRead> ReadAsync(Leg leg, int limit, bool isRequest, CancellationToken cancellationToken)
    {
        long searched = 0;
        while (true)
        {
            var read = await leg.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            var end = FindEnd(buffer, ref searched, limit, out var fault);
            if (end is { } length)
            {
                var bytes = buffer.Slice(0, length).ToArray();
                var next = buffer.GetPosition(length);
                leg.Advance(next, next);
                return Parse(bytes, isRequest);
            }

            if (fault is not null || read.IsCompleted)
            {
                var bytes = buffer.Slice(0, Math.Min(buffer.Length, limit)).ToArray();
                leg.Advance(buffer.End, buffer.End);
                return fault is not null ? new HeadRead.Malformed(bytes, fault)
                    : bytes.Length == 0 ? new HeadRead.Ended()
                    : new HeadRead.Cut(bytes);
            }

            leg.Advance(buffer.Start, buffer.End);
        }
    }

    // Every line of a head ends with CRLF. A bare LF, which RFC 9112 2.2 lets a recipient take for a line end, is refused: this relay
    // forwards bytes as they are, and the next party might read that line differently.
    private static long? FindEnd(in ReadOnlySequence<byte> buffer, ref long searched, int limit, out string? fault)
    {
        fault = null;
        var reader = new SequenceReader<byte>(buffer.Slice(searched));
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n') && searched + reader.Consumed <= limit)
        {
            if (line.IsEmpty || LastByte(line) != (byte)'\r')
            {
                fault = "a line of the head ends with a bare LF instead of CRLF (RFC 9112 2.2)";
                return null;
            }

            // A CRLF before the request line is some client's slip after an earlier body, and belongs to no head (RFC 9112 2.2).
            if (line.Length == 1 && searched + reader.Consumed > 2)
            {
                return searched + reader.Consumed;
            }
        }

        if (buffer.Length >= limit)
        {
            fault = $"its head is longer than {limit} bytes";
        }

        searched += reader.Consumed;
        return null;
    }

    private static byte LastByte(in ReadOnlySequence<byte> line) => line.Slice(line.Length - 1).FirstSpan[0];

    private static HeadRead Parse(byte[] bytes, bool isRequest)
    {
        try
        {
            var start = bytes.AsSpan().StartsWith("\r\n"u8) ? 2 : 0;
            var head = MessageHead.Parse(bytes.AsMemory(start));
            return Fault(head, isRequest) is { } fault ? new HeadRead.Malformed(bytes, fault) : new HeadRead.Whole(start == 0 ? bytes : bytes[start..], head);
        }
        catch (FormatException fault)
        {
            return new HeadRead.Malformed(bytes, fault.Message);
        }
    }

    private static string? Fault(MessageHead head, bool isRequest)
    {
        if (head.StartLine.AsSpan().ContainsAny('\r', '\0') || head.Lines.Any(line => line.Bytes.Span.ContainsAny((byte)'\r', (byte)0)))
        {
            return "a line holds a bare CR or a NUL (RFC 9110 5.5)";
        }

        if (!isRequest)
        {
            return head.Status is null ? "it has no status line (RFC 9112 4)" : null;
        }

        // request-line = method SP request-target SP HTTP-version      (RFC 9112 3)
        return head.StartLine.Split(' ') is [{ Length: > 0 }, { Length: > 0 }, ['H', 'T', 'T', 'P', '/', '1', '.', ..]]
            ? null
            : "its request line is not 'method target HTTP/1.x' (RFC 9112 3)";
    }
}
