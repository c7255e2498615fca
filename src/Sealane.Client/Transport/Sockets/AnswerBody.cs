using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sealane.Transport.Sockets;

/// <summary>An answer's body as it comes in. Where it ends, the connection is given back; disposed before, it is closed.</summary>
/// <remarks>What ends the exchange ends a read, too; the tokens given to reads are not looked at.</remarks>
internal sealed class AnswerBody : Stream
{
    // Shorter reads go through the connection's input, so that a reader of lines does not make a system call for each.
    private const int Direct = 8 * 1024;

    // What a connection is worth: so much is read and dropped, if it is there already, before it is closed.
    private const int MostDropped = 64 * 1024;

    private readonly Connection _connection;
    private readonly Action<Connection, bool> _giveBack;
    private readonly AnswerHead _head;
    private long _left;
    private bool _inChunk;
    private bool _ended;

    /// <param name="connection">The connection; its exchange ends with the body.</param>
    /// <param name="head">What came before.</param>
    /// <param name="giveBack">Takes the connection, and whether it may be used again.</param>
    public AnswerBody(Connection connection, AnswerHead head, Action<Connection, bool> giveBack)
    {
        (_connection, _head, _giveBack) = (connection, head, giveBack);
        _left = head.End switch
        {
            BodyEnd.AtLength => head.Length!.Value,
            BodyEnd.AtClose => long.MaxValue,
            _ => 0,
        };
        if (head.End == BodyEnd.AtOnce)
        {
            End(head.KeepsAlive);
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || (_head.End == BodyEnd.AtLastChunk && _left == 0 && !_ended && !await NextChunkAsync().ConfigureAwait(false)) || _ended)
        {
            return 0;
        }

        var wanted = buffer[..(int)Math.Min(buffer.Length, _left)];
        if (_connection.Input.IsEmpty && wanted.Length < Direct)
        {
            await _connection.FillAsync().ConfigureAwait(false);
        }

        var read = Math.Min(_connection.Input.Length, wanted.Length);
        if (read > 0)
        {
            _connection.Input[..read].CopyTo(wanted.Span);
            _connection.Take(read);
        }
        else if (wanted.Length >= Direct)
        {
            read = await _connection.ReceiveAsync(wanted).ConfigureAwait(false);
        }

        return Took(read);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_ended)
        {
            return 0;
        }

        using (_connection.Block())
        {
            var reading = ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None);
            return reading.IsCompleted ? reading.Result : reading.AsTask().GetAwaiter().GetResult();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            if (_head.KeepsAlive)
            {
                Drop();
            }

            End(reusable: false);
        }

        base.Dispose(disposing);
    }

    private int Took(int read)
    {
        if (read == 0)
        {
            End(reusable: false);
            return _head.End == BodyEnd.AtClose ? 0 : throw Early();
        }

        _left -= read;
        if (_left == 0 && _head.End == BodyEnd.AtLength)
        {
            End(_head.KeepsAlive);
        }

        return read;
    }

    private void End(bool reusable)
    {
        if (!_ended)
        {
            _ended = true;
            _giveBack(_connection, reusable);
        }
    }

    // Reads to the end if that takes no waiting and not much.
    private void Drop()
    {
        if (_head.End == BodyEnd.AtLength && _left > MostDropped)
        {
            return;
        }

        try
        {
            using var waiting = _connection.TakeOnlyWhatIsThere();
            var dropped = 0;
            var buffer = new byte[Direct];
            while (dropped < MostDropped && Read(buffer, 0, buffer.Length) is > 0 and var read)
            {
                dropped += read;
            }
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or OperationCanceledException)
        {
            // Then the connection is closed.
        }
    }

    // chunk-size [ chunk-ext ] CRLF chunk-data CRLF ... "0" CRLF trailer-section CRLF      (RFC 9112 7.1)
    private async ValueTask<bool> NextChunkAsync()
    {
        if (_inChunk)
        {
            if (await LineAsync().ConfigureAwait(false) != 2)
            {
                throw Bad("a chunk is longer than its size");
            }

            _connection.Take(2);
        }

        var length = await LineAsync().ConfigureAwait(false);
        _left = Size(_connection.Input[..(length - 2)]);
        _inChunk = true;
        _connection.Take(length);
        if (_left > 0)
        {
            return true;
        }

        for (var trailers = 0; await LineAsync().ConfigureAwait(false) is > 2 and var line; trailers += line)
        {
            _connection.Take(line);
            if (trailers > AnswerHeadReader.MaxLength)
            {
                throw Bad("its trailer has no end");
            }
        }

        _connection.Take(2);
        End(_head.KeepsAlive);
        return false;
    }

    // The length of the line at the front of the input, its CR LF included.
    private async ValueTask<int> LineAsync()
    {
        while (true)
        {
            var end = _connection.Input.IndexOf((byte)'\n');
            if (end >= 0)
            {
                return end > 0 && _connection.Input[end - 1] == '\r' ? end + 1 : throw Bad("a line does not end with CR LF");
            }

            if (_connection.Input.Length > Direct)
            {
                throw Bad("a line has no end");
            }

            if (await _connection.FillAsync().ConfigureAwait(false) == 0)
            {
                End(reusable: false);
                throw Early();
            }
        }
    }

    private static long Size(ReadOnlySpan<byte> line)
    {
        var digits = line.IndexOf((byte)';') is >= 0 and var extension ? line[..extension].TrimEnd(" \t"u8) : line;
        return digits.Length is > 0 and <= 15 && long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw Bad($"'{Encoding.Latin1.GetString(line[..Math.Min(line.Length, 20)])}' is no size of a chunk");
    }

    private static HttpIOException Early() => new(HttpRequestError.ResponseEnded, "The connection was closed before the end.");

    private static HttpIOException Bad(string why) => new(HttpRequestError.InvalidResponse, $"The answer's chunks cannot be read: {why}.");
}
