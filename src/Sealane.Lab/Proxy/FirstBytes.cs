using System.Buffers;
using System.IO.Pipelines;
using Sealane.Signing.Journey;

namespace Sealane.Lab.Proxy;

/// <summary>What a connection begins with.</summary>
internal enum Opening
{
    /// <summary>It ended.</summary>
    Nothing,

    /// <summary>A TLS handshake.</summary>
    Tls,

    /// <summary>A wish for a tunnel.</summary>
    Connect,

    /// <summary>Some other request, or what only the relay can say is none.</summary>
    Request,
}

/// <summary>Looks at the beginning of a connection without taking it.</summary>
internal static class FirstBytes
{
    private const byte TlsHandshake = 0x16; // RFC 8446 5.1
    private const int MostHead = 64 * 1024;

    private static ReadOnlySpan<byte> Connect => "CONNECT "u8;

    public static async ValueTask<Opening> PeekAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var opening = Judge(read.Buffer.Slice(0, Math.Min(read.Buffer.Length, Connect.Length)).ToArray(), read.IsCompleted);
            input.AdvanceTo(read.Buffer.Start, opening is null ? read.Buffer.End : read.Buffer.Start);
            if (opening is { } known)
            {
                return known;
            }
        }
    }

    /// <summary>The head that stands at the beginning; null when there is none, or none that can be read.</summary>
    public static ValueTask<MessageHead?> PeekHeadAsync(PipeReader input, CancellationToken cancellationToken) =>
        HeadAsync(input, take: false, cancellationToken);

    /// <summary>Takes the head that stands at the beginning; null when there is none, or none that can be read.</summary>
    public static ValueTask<MessageHead?> TakeHeadAsync(PipeReader input, CancellationToken cancellationToken) =>
        HeadAsync(input, take: true, cancellationToken);

    private static Opening? Judge(ReadOnlySpan<byte> bytes, bool ended) => bytes switch
    {
        [] => ended ? Opening.Nothing : null,
        [TlsHandshake, ..] => Opening.Tls,
        _ when bytes.SequenceEqual(Connect) => Opening.Connect,
        _ => ended || !Connect.StartsWith(bytes) ? Opening.Request : null,
    };

    private static async ValueTask<MessageHead?> HeadAsync(PipeReader input, bool take, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var reader = new SequenceReader<byte>(read.Buffer);
            var isWhole = reader.TryReadTo(out ReadOnlySequence<byte> _, "\r\n\r\n"u8, advancePastDelimiter: true);
            var head = isWhole ? Parse(read.Buffer.Slice(0, reader.Position).ToArray()) : null;
            var isEnd = isWhole || read.IsCompleted || read.Buffer.Length > MostHead;
            input.AdvanceTo(take && isWhole ? reader.Position : read.Buffer.Start, isEnd ? read.Buffer.Start : read.Buffer.End);
            if (isEnd)
            {
                return head;
            }
        }
    }

    private static MessageHead? Parse(byte[] bytes)
    {
        try
        {
            return MessageHead.Parse(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
