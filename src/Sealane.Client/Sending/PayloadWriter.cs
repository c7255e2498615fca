using System.Buffers;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Chunked;
using Sealane.Protocol.Wire;
using Sealane.Signing.Requests;
using Sealane.Signing.Signatures;
using Sealane.Telemetry;

namespace Sealane.Sending;

/// <summary>Writes one attempt's body: reads it once, computes its checksum on the way, frames it as the plan says.</summary>
internal sealed class PayloadWriter(PayloadPlan plan, SignedRequest? signed, IdleGuard guard, SendingSettings settings, SendProgress? progress)
{
    /// <value>256 KiB: what a read, a write and a chunk have in common (measured: larger ones bring little, smaller ones cost).</value>
    public const int BufferSize = 256 * 1024;

    // What is sent without a stream around it; far below the size of a chunk.
    private const int Small = 64 * 1024;

    // Room behind a chunk's data for its line end, the last chunk, a trailer and its signature.
    private const int RoomForEnd = 1024 - ChunkedEncoder.MaxHeadLength;

    // The last chunk's line, a trailer and their signatures.
    private const int UsualEnd = 256;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_end;

    /// <summary>Whether the source has been touched: a body that can be read once is then spent.</summary>
    public bool Started { get; private set; }

    /// <summary>What went wrong with the source itself, as opposed to the connection; null when nothing did.</summary>
    public Exception? SourceFault { get; private set; }

    /// <summary>The checksum of all bytes, once they are written; null when the plan has none.</summary>
    public Checksum? Checksum { get; private set; }

    public Task WriteAsync(Stream wire, CancellationToken cancellationToken)
    {
        Started = true;
        progress?.Restart();
        return plan.Body is Body.Memory { Bytes.Length: <= Small } memory
            ? WriteSmallAsync(memory.Bytes, wire, cancellationToken)
            : WriteSourceAsync(wire, cancellationToken);
    }

    // Bytes that are at hand are one chunk: nothing is waited for but the one write.
    private async Task WriteSmallAsync(ReadOnlyMemory<byte> bytes, Stream wire, CancellationToken cancellationToken)
    {
        await PassAsync(bytes.Length, cancellationToken).ConfigureAwait(false);
        if (plan.Layout is not { } layout)
        {
            await wire.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            Moved(bytes.Length);
            return;
        }

        using var hasher = plan.TrailerAlgorithm is { } algorithm ? new ChecksumHasher(algorithm) : null;
        var encoder = new ChunkedEncoder(layout, layout.Signed ? signed!.StartChunks() : null);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkedEncoder.MaxHeadLength + bytes.Length + RoomForEnd);
        try
        {
            bytes.CopyTo(buffer.AsMemory(ChunkedEncoder.MaxHeadLength));
            await wire.WriteAsync(Frame(encoder, hasher, buffer, bytes.Length), cancellationToken).ConfigureAwait(false);
            Moved(bytes.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task WriteSourceAsync(Stream wire, CancellationToken cancellationToken)
    {
        var source = await FromSource(OpenAsync(cancellationToken)).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            using var hasher = plan.TrailerAlgorithm is { } algorithm ? new ChecksumHasher(algorithm) : null;
            await (plan.Layout is { } layout
                ? WriteChunksAsync(source, layout, hasher, wire, cancellationToken)
                : WritePlainAsync(source, wire, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task WritePlainAsync(Stream source, Stream wire, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(plan.Length, 1, BufferSize));
        try
        {
            for (var left = plan.Length; left > 0;)
            {
                var read = (int)Math.Min(left, buffer.Length);
                await FillAsync(source, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                await PassAsync(read, cancellationToken).ConfigureAwait(false);
                await wire.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                Moved(read);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // One buffer a chunk: [head, right-aligned][data][CRLF]([end]), so that each chunk, and a small body as a whole, is one write.
    private async Task WriteChunksAsync(
        Stream source, ChunkedLayout layout, ChecksumHasher? hasher, Stream wire, CancellationToken cancellationToken)
    {
        var encoder = new ChunkedEncoder(layout, layout.Signed ? signed!.StartChunks() : null);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkedEncoder.MaxHeadLength + (int)Math.Min(layout.DecodedLength, layout.ChunkSize) + RoomForEnd);
        try
        {
            int length;
            do
            {
                length = encoder.NextChunkLength;
                await FillAsync(source, buffer.AsMemory(ChunkedEncoder.MaxHeadLength, length), cancellationToken).ConfigureAwait(false);
                var framed = Frame(encoder, hasher, buffer, length);
                await PassAsync(length, cancellationToken).ConfigureAwait(false);
                await wire.WriteAsync(framed, cancellationToken).ConfigureAwait(false);
                Moved(length);
            }
            while (encoder.NextChunkLength > 0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private ReadOnlyMemory<byte> Frame(ChunkedEncoder encoder, ChecksumHasher? hasher, byte[] buffer, int length)
    {
        const int dataStart = ChunkedEncoder.MaxHeadLength;
        var start = dataStart;
        var end = dataStart + length;
        if (length > 0)
        {
            var data = buffer.AsSpan(dataStart, length);
            hasher?.Append(data);
            Span<byte> head = stackalloc byte[ChunkedEncoder.MaxHeadLength];
            var headLength = encoder.ChunkHead(data, head);
            start -= headLength;
            head[..headLength].CopyTo(buffer.AsSpan(start));
            ChunkedEncoder.ChunkTail.CopyTo(buffer.AsSpan(end));
            end += ChunkedEncoder.ChunkTail.Length;
        }

        if (encoder.NextChunkLength == 0)
        {
            Checksum = hasher?.Current();
            var tail = t_end ??= new ArrayBufferWriter<byte>(UsualEnd);
            tail.ResetWrittenCount();
            HeaderField[] trailers = Checksum is { } checksum ? [new HeaderField(ChecksumTable.Of(checksum.Algorithm).HeaderName, checksum.ToBase64())] : [];
            encoder.WriteEnd(trailers, tail);
            tail.WrittenSpan.CopyTo(buffer.AsSpan(end));
            end += tail.WrittenCount;
        }

        return buffer.AsMemory(start, end - start);
    }

    // Asynchronous, so that a file that is not there throws where it is awaited.
    private async ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => await plan.Body!.OpenAsync(cancellationToken).ConfigureAwait(false);

    private ValueTask<int> FillAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken) => buffer.IsEmpty
        ? new(0)
        : FromSource(FillExactlyAsync(source, buffer, cancellationToken));

    private static async ValueTask<int> FillExactlyAsync(Stream source, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await source.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
        return buffer.Length;
    }

    // A source that fails is the caller's affair: never retried, and not to be taken for the connection.
    private async ValueTask<T> FromSource<T>(ValueTask<T> reading)
    {
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            SourceFault = fault;
            throw;
        }
    }

    // A wait that is our own is not the connection's silence.
    private ValueTask PassAsync(int bytes, CancellationToken cancellationToken)
    {
        var passing = settings.BandwidthLimit.PassAsync(bytes, cancellationToken);
        return passing.IsCompletedSuccessfully ? passing : RestAsync(passing);
    }

    private async ValueTask RestAsync(ValueTask passing)
    {
        guard.Rest();
        await passing.ConfigureAwait(false);
        guard.Moved();
    }

    private void Moved(int bytes)
    {
        guard.Moved();
        settings.Pace.Moved(bytes);
        Instruments.Sent.Add(bytes);
        try
        {
            progress?.Advance(bytes);
        }
        catch (Exception fault)
        {
            // The caller's own code: as little the connection's fault as a source that fails.
            SourceFault = fault;
            throw;
        }
    }
}
