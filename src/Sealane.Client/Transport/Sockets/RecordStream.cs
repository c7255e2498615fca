using System.Buffers;
using System.Net.Sockets;

namespace Sealane.Transport.Sockets;

/// <summary>
/// Stands under TLS, which writes its records one by one and reads little at a time: gathers what is written until it is flushed or much,
/// and reads much.
/// </summary>
internal sealed class RecordStream(SocketStream socket) : Stream, IRecordBuffer
{
    // Four records (RFC 8446 5.1: 16 KiB each, and what encryption adds).
    private const int BufferSize = 4 * (16 * 1024 + 256);

    private byte[]? _in;
    private int _start;
    private int _end;
    private byte[]? _out;
    private int _gathered;

    public bool HasInput => _start < _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (!HasInput)
        {
            await FlushIfTakenAsync(cancellationToken).ConfigureAwait(false);
            _in ??= ArrayPool<byte>.Shared.Rent(BufferSize);
            _start = _end = 0;
            _end = await socket.ReadAsync(_in.AsMemory(0, BufferSize), cancellationToken).ConfigureAwait(false);
        }

        var read = Math.Min(buffer.Length, _end - _start);
        _in.AsSpan(_start, read).CopyTo(buffer.Span);
        _start += read;
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_gathered + buffer.Length > BufferSize)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (buffer.Length > BufferSize)
        {
            await socket.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        _out ??= ArrayPool<byte>.Shared.Rent(BufferSize);
        buffer.Span.CopyTo(_out.AsSpan(_gathered));
        _gathered += buffer.Length;
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_gathered > 0)
        {
            var gathered = _gathered;
            _gathered = 0;
            await socket.WriteAsync(_out.AsMemory(0, gathered), cancellationToken).ConfigureAwait(false);
        }
    }

    public void Rest()
    {
        if (!HasInput && _in is not null)
        {
            ArrayPool<byte>.Shared.Return(_in);
            _in = null;
        }

        if (_gathered == 0 && _out is not null)
        {
            ArrayPool<byte>.Shared.Return(_out);
            _out = null;
        }
    }

    // TLS is spoken to asynchronously alone: whether that waits in the system call is the socket's affair.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Whoever refuses a body says so, and closes: what is left of the body goes nowhere, and the refusal is there to be read.
    private async ValueTask FlushIfTakenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
        }
    }
}
