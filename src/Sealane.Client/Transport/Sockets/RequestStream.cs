using System.Globalization;
using System.Text;
using Sealane.Signing.Requests;

namespace Sealane.Transport.Sockets;

/// <summary>
/// Writes a request: holds the head back until the first bytes of the body can go with it, and looks for an early answer between writes.
/// One a connection, for one request after the other.
/// </summary>
internal sealed class RequestStream(Connection connection) : Stream
{
    // A head and a small body leave with one call; of a large body only the first piece is copied.
    private const int HoldSize = 16 * 1024;

    private byte[] _held = GC.AllocateUninitializedArray<byte>(HoldSize);
    private int _count;
    private long? _left;
    private bool _chunked;
    private bool _toHead;
    private bool _sent;

    /// <summary>Whether a byte of the body has been taken.</summary>
    public bool HasBody { get; private set; }

    /// <summary>Whether the request is complete.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Whether writing came to an end because the connection broke or the answer was there.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>The answer that came before the request was complete, or null.</summary>
    public AnswerHead? Early { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Begins a request; nothing is sent yet.</summary>
    /// <exception cref="ArgumentException">A value has a line break, or a field cannot be sent.</exception>
    public void Begin(RequestHead head, Origin origin, OutgoingBody? body)
    {
        _count = HeadToBytes.Count(head, origin);
        if (_count > _held.Length)
        {
            _held = GC.AllocateUninitializedArray<byte>(_count);
        }

        HeadToBytes.Write(head, origin, _held);
        (_left, _chunked) = body is { } outgoing ? (outgoing.Length, outgoing.Length is null) : (0, false);
        _toHead = head.Method == "HEAD";
        (_sent, HasBody, IsFinished, HasStopped, Early) = (false, false, false, false, null);
    }

    /// <summary>Sends the head and waits for leave to send the body (RFC 9110 10.1.1); returns whether it is to be sent.</summary>
    public async ValueTask<bool> AskAsync(TimeSpan patience, TimeProvider clock)
    {
        await PushAsync().ConfigureAwait(false);
        for (var began = clock.GetTimestamp(); ;)
        {
            var left = patience - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || !await connection.WaitAsync(left, clock).ConfigureAwait(false))
            {
                return true;
            }

            if (await connection.TryFillAsync().ConfigureAwait(false) == 0)
            {
                throw Stop("The connection was closed before the body was sent.");
            }

            if (TakeHead() is { } head)
            {
                Early = head.IsInterim ? null : head;
                return head.IsInterim;
            }
        }
    }

    /// <summary>Sends what is held back: the request is complete.</summary>
    /// <exception cref="InvalidOperationException">Fewer bytes were written than the length promised.</exception>
    public async ValueTask FinishAsync()
    {
        if (_left > 0)
        {
            throw new InvalidOperationException($"The body has {_left} bytes fewer than its length says.");
        }

        if (_chunked)
        {
            await HoldAsync("0\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
        }

        await PushAsync().ConfigureAwait(false);
        IsFinished = true;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > (_left ?? long.MaxValue))
        {
            throw new InvalidOperationException("The body has more bytes than its length says.");
        }

        HasBody = true;
        if (_sent)
        {
            await LookAsync().ConfigureAwait(false);
        }

        if (!_chunked)
        {
            _left -= buffer.Length;
            await HoldAsync(buffer).ConfigureAwait(false);
        }
        else if (!buffer.IsEmpty)
        {
            // chunk-size CRLF chunk-data CRLF      (RFC 9112 7.1)
            await HoldAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{buffer.Length:x}\r\n"))).ConfigureAwait(false);
            await HoldAsync(buffer).ConfigureAwait(false);
            await HoldAsync("\r\n"u8.ToArray()).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        using (connection.Block())
        {
            WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async ValueTask HoldAsync(ReadOnlyMemory<byte> bytes)
    {
        var fits = Math.Min(bytes.Length, _held.Length - _count);
        if (_count > 0 || fits == bytes.Length)
        {
            bytes.Span[..fits].CopyTo(_held.AsSpan(_count));
            _count += fits;
            bytes = bytes[fits..];
        }

        if (!bytes.IsEmpty)
        {
            await SendHeldAsync().ConfigureAwait(false);
            await SendAsync(bytes).ConfigureAwait(false);
        }
    }

    private async ValueTask PushAsync()
    {
        await SendHeldAsync().ConfigureAwait(false);
        try
        {
            await connection.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            HasStopped = true;
            throw;
        }
    }

    private ValueTask SendHeldAsync()
    {
        var held = _held.AsMemory(0, _count);
        _count = 0;
        return held.IsEmpty ? default : SendAsync(held);
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        _sent = true;
        try
        {
            await connection.SendAsync(bytes).ConfigureAwait(false);
        }
        catch (IOException)
        {
            HasStopped = true;
            throw;
        }
    }

    // A refusal spares the rest of the body; a success is kept until all of it is sent.
    private async ValueTask LookAsync()
    {
        if (Early is not null || await connection.TryFillAsync().ConfigureAwait(false) is not { } filled)
        {
            return;
        }

        while (TakeHead() is { } head)
        {
            if (!head.IsInterim)
            {
                Early = head;
                break;
            }
        }

        if (filled == 0)
        {
            throw Stop("The connection was closed while the body was being sent.");
        }

        if (Early is { Status: >= 300 })
        {
            throw Stop("The answer came while the body was being sent.");
        }
    }

    private AnswerHead? TakeHead()
    {
        var length = connection.Heads.TryRead(connection.Input, _toHead, out var head);
        connection.Take(length);
        return length > 0 ? head : null;
    }

    private IOException Stop(string why)
    {
        HasStopped = true;
        return new IOException(why);
    }
}
