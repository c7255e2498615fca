using System.Net.Sockets;

namespace Sealane.Transport.Sockets;

/// <summary>The bytes of a socket, with two ways of waiting for them.</summary>
/// <param name="socket">The socket; not disposed here.</param>
/// <param name="blocks">Whether to wait in the system call, on the caller's thread.</param>
internal sealed class SocketStream(Socket socket, bool blocks) : Stream
{
    /// <summary>Whether a call has ended when it returns.</summary>
    public bool Blocks { get; set; } = blocks;

    /// <summary>Whether a read throws <see cref="NothingYetException"/> where it would have to wait.</summary>
    public bool TakesOnlyWhatIsThere { get; set; }

    /// <summary>Whether a read would not wait: bytes are there, or the end, or a failure.</summary>
    public bool IsReadable => IsReadableWithin(TimeSpan.Zero);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Waits in the system call until a read would not wait, or until the time is over.</summary>
    public bool IsReadableWithin(TimeSpan time)
    {
        try
        {
            return socket.Poll(time, SelectMode.SelectRead);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Waits in the system call until a write would not wait, or until the time is over.</summary>
    public void WaitUntilWritable(TimeSpan time)
    {
        try
        {
            socket.Poll(time, SelectMode.SelectWrite);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
        }
    }

    public override int Read(Span<byte> buffer)
    {
        Look();
        return socket.Receive(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Look();
        return Blocks ? new(socket.Receive(buffer.Span)) : socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[socket.Send(buffer)..];
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!Blocks)
        {
            return SendAllAsync(buffer, cancellationToken);
        }

        Write(buffer.Span);
        return default;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }
    }

    private void Look()
    {
        if (TakesOnlyWhatIsThere && !IsReadable)
        {
            throw new NothingYetException();
        }
    }
}

/// <summary>A read would have had to wait. An <see cref="IOException"/>, which TLS passes on as it is, and can be read from again.</summary>
internal sealed class NothingYetException() : IOException("Nothing has come yet.");
