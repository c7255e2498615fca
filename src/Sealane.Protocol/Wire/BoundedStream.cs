namespace Sealane.Protocol.Wire;

/// <summary>The next <paramref name="length"/> bytes of a source, read once and forwards.</summary>
internal sealed class BoundedStream(Stream source, long? length, bool leaveOpen) : Stream
{
    private readonly long? _length = length;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Count(buffer.Length, source.Read(buffer[..Room(buffer.Length)]));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(buffer.Length, await source.ReadAsync(buffer[..Room(buffer.Length)], cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!leaveOpen)
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Room(int wanted) => (int)Math.Min(wanted, (_length ?? long.MaxValue) - _position);

    private int Count(int wanted, int read)
    {
        // A file that shrank must not become a shorter object: the length has been promised in the head already.
        if (read == 0 && wanted > 0 && _position < _length)
        {
            throw new EndOfStreamException($"The body ended after {_position} of {_length} bytes.");
        }

        _position += read;
        return read;
    }
}
