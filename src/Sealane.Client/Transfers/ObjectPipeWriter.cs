using System.IO.Pipelines;

namespace Sealane.Transfers;

/// <summary>An object that is being written, as a pipe.</summary>
internal sealed class ObjectPipeWriter(ObjectWriteStream writer) : PipeWriter
{
    private readonly PipeWriter _inner = Create(writer, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024, leaveOpen: true));

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _inner.GetSpan(sizeHint);

    public override void Advance(int bytes) => _inner.Advance(bytes);

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _inner.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        _inner.WriteAsync(source, cancellationToken);

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        try
        {
            await _inner.CompleteAsync(exception).ConfigureAwait(false);
        }
        catch
        {
            await writer.AbortAsync().ConfigureAwait(false);
            throw;
        }

        if (exception is null)
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            await writer.AbortAsync().ConfigureAwait(false);
        }
    }

    public override void Complete(Exception? exception = null) => Task.Run(() => CompleteAsync(exception).AsTask()).GetAwaiter().GetResult();
}
