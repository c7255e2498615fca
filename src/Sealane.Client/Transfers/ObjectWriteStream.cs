using System.IO.Pipelines;
using System.Threading.Channels;

namespace Sealane.Transfers;

/// <summary>An object that is being written: a stream that becomes one request, or parts that are sent while more is written.</summary>
/// <remarks>
/// Nothing of the object can be seen before it is complete. <see cref="CompleteAsync"/>, or disposing, makes it, as disposing a file makes
/// the file; <see cref="AbortAsync"/> makes none. After a write that failed or was cancelled it cannot be complete any more, and disposing
/// aborts. Disposing cannot know of an exception elsewhere: where what is written comes from something that may fail, abort, or use
/// <see cref="S3Client.WriteObjectAsync"/>. Not thread-safe.
/// </remarks>
public sealed class ObjectWriteStream : Stream
{
    private readonly GatheredParts _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<UploadResult> _sending;
    private long _written;
    private bool _ended;
    private bool _torn;

    internal ObjectWriteStream(GatheredParts parts, Func<CancellationToken, Task<UploadResult>> send)
    {
        _parts = parts;
        _sending = Task.Run(() => SendAsync(send));
    }

    /// <summary>The most bytes that can be written: 10,000 parts of the size that was chosen.</summary>
    public long Reach => PartPlan.Reach(_parts.PartSize);

    /// <summary>Always false.</summary>
    public override bool CanRead => false;

    /// <summary>Always false.</summary>
    public override bool CanSeek => false;

    /// <summary>Whether the object is not complete and not aborted yet.</summary>
    public override bool CanWrite => !_ended;

    /// <summary>Not supported: the length is not known before the end; <see cref="Position"/> says what has been written.</summary>
    public override long Length => throw new NotSupportedException();

    /// <summary>How many bytes have been written.</summary>
    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>Writes; waits when the parts before have not been sent yet and there is no memory for more.</summary>
    /// <exception cref="Diagnostics.S3Exception">S3 refused a part.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="Diagnostics.S3ConfigurationException">More than <see cref="Reach"/> bytes are written.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        try
        {
            while (!buffer.IsEmpty)
            {
                var room = await RoomAsync(cancellationToken).ConfigureAwait(false);
                var some = Math.Min(room.Length, buffer.Length);
                buffer[..some].CopyTo(room);
                _parts.Advance(some);
                _written += some;
                buffer = buffer[some..];
            }
        }
        catch
        {
            _torn = true;
            throw;
        }
    }

    /// <summary>Makes the object of what was written.</summary>
    /// <returns>What came of it; the same again when it is called again.</returns>
    /// <exception cref="Diagnostics.S3Exception">S3 refused.</exception>
    /// <exception cref="Diagnostics.S3ConnectionException">No usable answer came.</exception>
    /// <exception cref="InvalidOperationException">A write failed, or the object was aborted.</exception>
    public async Task<UploadResult> CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (_torn)
        {
            throw new InvalidOperationException("The object cannot be complete: a write failed, or it was aborted. Write it anew.");
        }

        if (!_ended)
        {
            _ended = true;
            using var registration = cancellationToken.UnsafeRegister(static stop => ((CancellationTokenSource)stop!).Cancel(), _stop);
            try
            {
                await _parts.CompleteAsync(_stop.Token).ConfigureAwait(false);
                await _sending.ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is ChannelClosedException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            finally
            {
                await ReleaseAsync().ConfigureAwait(false);
            }
        }

        return await _sending.ConfigureAwait(false);
    }

    /// <summary>Gives the object up: nothing of what was written is stored.</summary>
    public async Task AbortAsync()
    {
        if (!_ended)
        {
            _ended = true;
            _torn = true;
            await _stop.CancelAsync().ConfigureAwait(false);
            await ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>This object as a pipe; completing the pipe makes the object, completing it with an exception aborts.</summary>
    public PipeWriter AsPipeWriter() => new ObjectPipeWriter(this);

    /// <summary>Does nothing: a part goes when it is full.</summary>
    public override void Flush()
    {
    }

    /// <summary>Does nothing: a part goes when it is full.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes, and holds the thread while it waits; <see cref="WriteAsync(ReadOnlyMemory{byte}, CancellationToken)"/> does not.</summary>
    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="WriteAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Makes the object, unless it is made or aborted; after a write that failed, aborts.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (_torn)
        {
            await AbortAsync().ConfigureAwait(false);
        }
        else if (!_ended)
        {
            await CompleteAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Not supported.</summary>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <summary>Not supported.</summary>
    public override void SetLength(long value) => throw new NotSupportedException();

    // Not to complete it would lose what was written without a word: who calls Dispose is a StreamWriter, an archive, a compressor.
    /// <summary>As <see cref="DisposeAsync"/>, and holds the thread meanwhile.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();
        }

        base.Dispose(disposing);
    }

    // What ended the sending is the news, not that nobody takes the parts any more.
    private async ValueTask<Memory<byte>> RoomAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _parts.RoomAsync(certain: true, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            await _sending.ConfigureAwait(false);
            throw;
        }
    }

    private async Task<UploadResult> SendAsync(Func<CancellationToken, Task<UploadResult>> send)
    {
        try
        {
            return await send(_stop.Token).ConfigureAwait(false);
        }
        finally
        {
            _parts.Dispose(); // a write that waits for its part to be taken need not wait any more
        }
    }

    private async Task ReleaseAsync()
    {
        await ((Task)_sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _parts.StopFilling();
        _stop.Dispose();
    }
}
