using System.IO.Pipelines;

namespace Sealane.Lab.Proxy;

/// <summary>A stream that reads from one stream and writes to another, and owns both.</summary>
internal sealed class DuplexStream(Stream source, Stream sink) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Two ends of a connection inside the process: what is written to one is read from the other.</summary>
    public static (DuplexStream Near, DuplexStream Far) CreatePair()
    {
        var there = new Pipe();
        var back = new Pipe();
        return (
            new DuplexStream(back.Reader.AsStream(), there.Writer.AsStream()),
            new DuplexStream(there.Reader.AsStream(), back.Writer.AsStream()));
    }

    /// <summary>A stream whose beginning has been looked at: reads continue where the reader stands.</summary>
    public static DuplexStream After(PipeReader input, Stream stream) => new(input.AsStream(), stream);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        source.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        source.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        sink.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        sink.WriteAsync(buffer, offset, count, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => sink.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => source.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => sink.Write(buffer, offset, count);

    public override void Flush() => sink.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            sink.Dispose();
        }

        base.Dispose(disposing);
    }
}
