using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Sealane.Transport.Sockets.OpenSsl;

namespace Sealane.Transport.Sockets;

/// <summary>One connection: bytes in and out, and what has come in and is not taken yet. One exchange at a time.</summary>
internal sealed class Connection : IDisposable
{
    // An answer's head and a small body come in with one read; a larger body is read into the caller's own buffer.
    private const int InputSize = 16 * 1024;

    private readonly Socket _socket;
    private readonly SocketStream _raw;
    private IRecordBuffer? _records;
    private Stream _stream;
    private byte[] _input = GC.AllocateUninitializedArray<byte>(InputSize);
    private int _start;
    private int _end;
    private CancellationToken _token;
    private CancellationTokenRegistration _registration;
    private volatile bool _closed;

    /// <param name="socket">A socket that is connected; disposed with the connection.</param>
    /// <param name="blocks">Whether to wait in the system call.</param>
    /// <param name="born">A timestamp.</param>
    public Connection(Socket socket, bool blocks, long born)
    {
        (_socket, Born) = (socket, born);
        _stream = _raw = new SocketStream(socket, blocks);
        Request = new RequestStream(this);
    }

    /// <summary>When it came about.</summary>
    public long Born { get; }

    /// <summary>Since when it rests; null before its first exchange has ended.</summary>
    public long? RestsSince { get; private set; }

    /// <summary>Writes the request.</summary>
    public RequestStream Request { get; }

    /// <summary>Reads the answer's head.</summary>
    public AnswerHeadReader Heads { get; } = new();

    /// <summary>What ends the exchange.</summary>
    public CancellationToken Token => _token;

    /// <summary>What has come in and is not taken yet.</summary>
    public ReadOnlySpan<byte> Input => _input.AsSpan(_start, _end - _start);

    /// <summary>Whether bytes, or the end, can be read without waiting. Under TLS they may be none of the answer's.</summary>
    public bool IsReadable => _start < _end || _records is { HasInput: true } || _raw.IsReadable;

    /// <summary>Whether a byte has come in since the request began.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>Whether it is open and nothing is left that the other side has sent; what TLS says among itself is nothing.</summary>
    public bool IsSilent
    {
        get
        {
            if (_closed || !Input.IsEmpty || !IsReadable)
            {
                return !_closed && Input.IsEmpty;
            }

            // A ticket for the next handshake (RFC 8446 4.6.1) may come as late as it likes.
            var filling = _records is null ? new(0) : TryFillAsync();
            return filling.IsCompletedSuccessfully && filling.Result is null;
        }
    }

    /// <summary>Begins an exchange: cancelling closes the socket, which ends whatever waits on it, also in a system call.</summary>
    public void Attach(CancellationToken cancellationToken)
    {
        _token = cancellationToken;
        HasAnswered = false;
        _registration = cancellationToken.UnsafeRegister(static connection => ((Connection)connection!).Close(), this);
    }

    /// <summary>Ends an exchange.</summary>
    public void Rest(long now)
    {
        Detach();
        RestsSince = now;
        _records?.Rest();
    }

    /// <summary>Speaks TLS from now on.</summary>
    public async ValueTask SecureAsync(SslClientAuthenticationOptions options)
    {
        var records = new RecordStream(_raw);
        var tls = new SslStream(records);
        (_records, _stream) = (records, tls);
        await tls.AuthenticateAsClientAsync(options, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Speaks TLS from now on, and waits in the system call for it.</summary>
    /// <exception cref="AuthenticationException">The certificate was not taken, or no agreement came about.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public void Secure(SslContext context, string host)
    {
        var tls = OpenSslStream.Connect(_raw, _socket.SafeHandle, context, host);
        (_records, _stream) = (tls, tls);
    }

    /// <summary>Takes bytes off the input.</summary>
    public void Take(int count) => _start += count;

    /// <summary>Reads more into the input; returns how many, 0 at the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> FillAsync()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _input.Length)
        {
            var larger = _start > 0 ? _input : GC.AllocateUninitializedArray<byte>(_input.Length * 2);
            Input.CopyTo(larger);
            (_input, _start, _end) = (larger, 0, _end - _start);
        }

        var read = await ReceiveAsync(_input.AsMemory(_end)).ConfigureAwait(false);
        _end += read;
        HasAnswered |= read > 0;
        return read;
    }

    /// <summary>Reads what is there into the input; returns how many bytes, 0 at the end, null when there is nothing yet.</summary>
    public async ValueTask<int?> TryFillAsync()
    {
        if (!IsReadable)
        {
            return null;
        }

        try
        {
            using (TakeOnlyWhatIsThere())
            {
                return await FillAsync().ConfigureAwait(false);
            }
        }
        catch (NothingYetException)
        {
            return null;
        }
    }

    /// <summary>Waits until there is something to read, or until the time is over; returns whether there is.</summary>
    public async ValueTask<bool> WaitAsync(TimeSpan time, TimeProvider clock)
    {
        if (IsReadable)
        {
            return true;
        }

        if (_raw.Blocks)
        {
            return _raw.IsReadableWithin(time);
        }

        using var over = new CancellationTokenSource(time, clock);
        try
        {
            await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, over.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            throw Broken(fault);
        }
    }

    /// <summary>Reads, past the input.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            var read = await _stream.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
            if (read == 0)
            {
                _token.ThrowIfCancellationRequested();
            }

            return read;
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            throw Broken(fault);
        }
    }

    /// <summary>Writes.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            throw Broken(fault);
        }
    }

    /// <summary>Sends what TLS has been holding back.</summary>
    public async ValueTask FlushAsync()
    {
        try
        {
            await _stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            throw Broken(fault);
        }
    }

    /// <summary>Waits in the system call until what is returned is disposed.</summary>
    public Waiting Block() => new(_raw, onlyWhatIsThere: false);

    /// <summary>Waits for nothing until what is returned is disposed: a read that would have to fails.</summary>
    public Waiting TakeOnlyWhatIsThere() => new(_raw, onlyWhatIsThere: true);

    public void Dispose()
    {
        Detach();
        _closed = true;
        _stream.Dispose();
        _records?.Rest();
        _socket.Dispose();
    }

    /// <summary>Nothing ends what goes on here any more.</summary>
    public void Detach()
    {
        // Waits for a cancellation that is under way: afterwards it is known whether the socket is closed.
        _registration.Dispose();
        _registration = default;
        _token = default;
    }

    private void Close()
    {
        _closed = true;
        _socket.Dispose();
    }

    private Exception Broken(Exception fault) => _token.IsCancellationRequested ? new OperationCanceledException(fault.Message, fault, _token)
        : fault as IOException ?? new IOException(fault.Message, fault);

    /// <summary>A way of waiting that ends.</summary>
    public readonly struct Waiting : IDisposable
    {
        private readonly SocketStream _socket;
        private readonly (bool Blocks, bool OnlyWhatIsThere) _before;

        public Waiting(SocketStream socket, bool onlyWhatIsThere)
        {
            (_socket, _before) = (socket, (socket.Blocks, socket.TakesOnlyWhatIsThere));
            (socket.Blocks, socket.TakesOnlyWhatIsThere) = (true, socket.TakesOnlyWhatIsThere || onlyWhatIsThere);
        }

        public void Dispose() => (_socket.Blocks, _socket.TakesOnlyWhatIsThere) = _before;
    }
}
