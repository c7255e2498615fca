using System.Buffers;
using Sealane.Protocol.Chunked;
using Sealane.Sending;
using Sealane.Server.Payloads;
using Sealane.Server.Refusals;
using Sealane.Signing.Requests;
using Sealane.Signing.Streaming;

namespace Sealane.Gateway.Forwarding;

/// <summary>
/// Passes a body on piece by piece and verifies it on the way. The last piece is held back until the whole is verified, so that of a body
/// that is not what was signed the store never has the end, and keeps nothing.
/// </summary>
internal sealed class ForwardedBody(Payload payload, ForwardedPayload form, Func<ChunkSigner> startChunks, IdleGuard guard) : IDisposable
{
    // Room behind a piece for its line end, the last chunk, a trailer and its signature.
    private const int RoomForEnd = 1024;

    private const int DataStart = ChunkedEncoder.MaxHeadLength;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(DataStart + PieceOf(payload) + RoomForEnd);
    private readonly int _piece = PieceOf(payload);
    private ChunkedEncoder? _encoder;
    private int _count;

    /// <summary>The refusal of a body that is not what its head promises; null as long as it is.</summary>
    public RefusedException? Refused { get; private set; }

    /// <summary>The object's bytes that came.</summary>
    public long Received { get; private set; }

    /// <summary>Writes the body onto the connection to the store.</summary>
    public async Task WriteAsync(Stream wire, CancellationToken cancellationToken)
    {
        _encoder = form.Layout is { } layout ? new ChunkedEncoder(layout, layout.Signed ? startChunks() : null) : null;
        try
        {
            // From here on it is the caller who is waited for.
            guard.Rest();
            var digest = await payload.VerifyAsync((bytes, token) => TakeAsync(bytes, wire, token), cancellationToken).ConfigureAwait(false);
            await PassAsync(wire, Trailers(digest), cancellationToken).ConfigureAwait(false);
            guard.Moved();
        }
        catch (RefusedException refused)
        {
            Refused = refused;
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static int PieceOf(Payload payload) => (int)Math.Min(payload.Plan.Length, ForwardedPayload.PieceSize);

    private async ValueTask TakeAsync(ReadOnlyMemory<byte> bytes, Stream wire, CancellationToken cancellationToken)
    {
        Received += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_count == _piece)
            {
                await PassAsync(wire, trailers: null, cancellationToken).ConfigureAwait(false);
            }

            var taken = Math.Min(bytes.Length, _piece - _count);
            bytes[..taken].CopyTo(_buffer.AsMemory(DataStart + _count));
            _count += taken;
            bytes = bytes[taken..];
        }
    }

    private async ValueTask PassAsync(Stream wire, HeaderField[]? trailers, CancellationToken cancellationToken)
    {
        var framed = Frame(trailers);
        if (!framed.IsEmpty)
        {
            guard.Moved();
            await wire.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
            guard.Rest();
        }

        _count = 0;
    }

    // [head, right-aligned][data][CRLF]([end]): each piece is one write.
    private ReadOnlyMemory<byte> Frame(HeaderField[]? trailers)
    {
        var (start, end) = (DataStart, DataStart + _count);
        if (_encoder is not { } encoder)
        {
            return _buffer.AsMemory(start, end - start);
        }

        if (_count > 0)
        {
            Span<byte> head = stackalloc byte[ChunkedEncoder.MaxHeadLength];
            var length = encoder.ChunkHead(_buffer.AsSpan(DataStart, _count), head);
            start -= length;
            head[..length].CopyTo(_buffer.AsSpan(start));
            ChunkedEncoder.ChunkTail.CopyTo(_buffer.AsSpan(end));
            end += ChunkedEncoder.ChunkTail.Length;
        }

        if (trailers is not null)
        {
            var last = new ArrayBufferWriter<byte>(RoomForEnd);
            encoder.WriteEnd(trailers, last);
            last.WrittenSpan.CopyTo(_buffer.AsSpan(end));
            end += last.WrittenCount;
        }

        return _buffer.AsMemory(start, end - start);
    }

    private HeaderField[] Trailers(PayloadDigest digest) => payload.Plan.Trailing is { } row && !form.LeavesChecksumOut
        ? [new HeaderField(row.HeaderName, digest.Of(row.Algorithm).ToBase64())]
        : [];
}
