using System.Buffers;
using System.IO.Pipelines;

namespace Sealane.Edge.Relay;

/// <summary>One side of the relay, towards the client or towards the endpoint: bytes in and bytes out. A reset reads as an end.</summary>
internal sealed class Leg(PipeReader input, PipeWriter output)
{
    private const int BufferSize = 64 * 1024;

    private Task<ReadResult>? _watch;
    private bool _isBroken;

    /// <summary>A leg over a stream, which stays open when the leg is left.</summary>
    public static Leg Over(Stream stream) => new(
        PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true)),
        PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true)));

    /// <summary>Whether, since <see cref="Watch"/>, neither a byte nor the end has come in.</summary>
    public bool IsQuiet => !_isBroken && _watch is not { IsCompleted: true };

    /// <summary>Begins to read ahead, so that an end which comes between two requests is seen.</summary>
    public void Watch() => _watch ??= ReadOnceAsync(CancellationToken.None).AsTask();

    /// <summary>Waits for more input than was examined, or for the end.</summary>
    public async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        if (_watch is not { } watch)
        {
            return await ReadOnceAsync(cancellationToken).ConfigureAwait(false);
        }

        var result = await watch.WaitAsync(cancellationToken).ConfigureAwait(false);
        _watch = null;
        return result;
    }

    /// <summary>Input that is here already, if there is any.</summary>
    public bool TryRead(out ReadResult result)
    {
        result = default;
        return _watch is null && !_isBroken && input.TryRead(out result);
    }

    /// <summary>Says how far the input of the last read is done with, and how far it was looked at.</summary>
    public void Advance(SequencePosition consumed, SequencePosition examined)
    {
        if (!_isBroken)
        {
            input.AdvanceTo(consumed, examined);
        }
    }

    /// <summary>Puts bytes into the output buffer; <see cref="FlushAsync"/> sends them.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!_isBroken)
        {
            output.Write(bytes);
        }
    }

    /// <summary>Sends what was written; false when the other side is gone.</summary>
    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            return !_isBroken && !(await output.FlushAsync(cancellationToken).ConfigureAwait(false)).IsCompleted;
        }
        catch (Exception exception) when (IsGone(exception))
        {
            return false;
        }
    }

    /// <summary>Gives the buffers back. Output that was not flushed is dropped.</summary>
    public async ValueTask LeaveAsync()
    {
        if (_watch is { } watch)
        {
            input.CancelPendingRead();
            await watch.ConfigureAwait(false);
        }

        await input.CompleteAsync().ConfigureAwait(false);
        await output.CompleteAsync(new IOException("The relay has left this connection.")).ConfigureAwait(false);
    }

    private async ValueTask<ReadResult> ReadOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await input.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            _isBroken = true;
            return new ReadResult(ReadOnlySequence<byte>.Empty, isCanceled: false, isCompleted: true);
        }
    }

    private static bool IsGone(Exception exception) => exception is IOException or ObjectDisposedException or System.Net.Sockets.SocketException;
}
