using System.Net.Sockets;

namespace Sealane.Server.Null;

/// <summary>
/// What stands below SslStream: it writes records of 16 KiB one by one, which are gathered here so that one system call sends many. All
/// calls block, the asynchronous ones too.
/// </summary>
internal sealed class RecordStream(Socket socket) : Stream
{
    // Sixteen records and their heads and tags.
    private readonly byte[] _gathered = GC.AllocateUninitializedArray<byte>(264 * 1024);
    private int _length;

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
        Flush();
        return socket.Receive(buffer);
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
