using System.Net.Sockets;

namespace Sealane.Server.Null;

/// <summary>
/// What stands below SslStream, which reads and writes a record of 16 KiB or two at a time: here one system call moves many. All calls
/// block, the asynchronous ones too.
/// </summary>
internal sealed class RecordStream(Socket socket) : Stream
{
    // Sixteen records and their heads and tags.
    private const int Size = 264 * 1024;

    private readonly byte[] _gathered = GC.AllocateUninitializedArray<byte>(Size);
    private readonly byte[] _received = GC.AllocateUninitializedArray<byte>(Size);
    private int _length;
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            Flush();
            (_start, _end) = (0, socket.Receive(_received));
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _received.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > _gathered.Length - _length)
        {
            Flush();
        }

        if (buffer.Length > _gathered.Length)
        {
            Send(buffer);
            return;
        }

        buffer.CopyTo(_gathered.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        Send(_gathered.AsSpan(0, _length));
        _length = 0;
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }
}
