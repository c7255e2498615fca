using System.Buffers.Text;
using Sealane.Protocol.Checksums;

namespace Sealane.Server.Null;

/// <summary>
/// A request's body on its way to nowhere: HTTP's framing and that of aws-chunked are followed, chunk signatures are not verified, and
/// what lies between is forgotten where possible before it is copied.
/// </summary>
internal sealed class IncomingBody(Input input)
{
    // Small: whatever more is received with a line would have to be copied.
    private const int LineRoom = 512;

    private readonly byte[] _line = new byte[8 * 1024];
    private readonly byte[] _trailers = new byte[8 * 1024];
    private int _trailersLength;
    private bool _chunked; // by Transfer-Encoding
    private long _left; // of the body, or of the current chunk of Transfer-Encoding
    private ChecksumHasher? _hasher;

    /// <summary>The lines of the trailer that came behind an aws-chunked body; valid until the next body.</summary>
    public ReadOnlySpan<byte> Trailers => _trailers.AsSpan(0, _trailersLength);

    /// <summary>Begins the body that a head announces.</summary>
    public void Begin(Head head)
    {
        _trailersLength = 0;
        _chunked = head.Value("transfer-encoding"u8).SequenceEqual("chunked"u8);
        _left = _chunked ? 0 : head.Number("content-length"u8) ?? 0;

        if (_chunked)
        {
            ReadChunkHead();
        }
    }

    /// <summary>Reads a whole body that is a document.</summary>
    public byte[] ReadDocument()
    {
        var document = new MemoryStream();

        while (Next(int.MaxValue) is { IsEmpty: false } piece)
        {
            document.Write(piece);
            Take(piece.Length);
        }

        return document.ToArray();
    }

    /// <summary>Drops an object's bytes and returns how many there were.</summary>
    /// <param name="decodedLength">x-amz-decoded-content-length, which means that the body is aws-chunked; null when it is not.</param>
    /// <param name="hasher">Sees the bytes; null to drop them unseen.</param>
    /// <exception cref="InvalidDataException">The framing is broken, or the length is another than was said.</exception>
    public long Drop(long? decodedLength, ChecksumHasher? hasher)
    {
        _hasher = hasher;

        if (decodedLength is null)
        {
            return DropData(long.MaxValue);
        }

        var length = DropAwsChunks();
        return length == decodedLength
            ? length
            : throw new InvalidDataException($"x-amz-decoded-content-length says {decodedLength}, and {length} bytes came.");
    }

    // *( hex-size [";chunk-signature=" signature] CRLF data CRLF ) "0" [";" ...] CRLF *( name ":" value CRLF ) CRLF
    private long DropAwsChunks()
    {
        long length = 0;

        while (SizeIn(ReadLine()) is var size and > 0)
        {
            if (DropData(size) != size || !ReadLine().IsEmpty)
            {
                throw new InvalidDataException("A chunk of the body is not as long as it says.");
            }

            length += size;
        }

        while (ReadLine() is { IsEmpty: false } trailer)
        {
            if (_trailersLength + trailer.Length + 1 > _trailers.Length)
            {
                throw new InvalidDataException("The trailer is too long.");
            }

            trailer.CopyTo(_trailers.AsSpan(_trailersLength));
            _trailersLength += trailer.Length;
            _trailers[_trailersLength++] = (byte)'\n';
        }

        _hasher = null;
        DropData(long.MaxValue);
        return length;
    }

    private long DropData(long most)
    {
        long dropped = 0;

        while (dropped < most)
        {
            var waiting = Waiting(most - dropped);

            if (!waiting.IsEmpty)
            {
                _hasher?.Append(waiting);
                dropped += waiting.Length;
                Take(waiting.Length);
            }
            else if (_left == 0)
            {
                break;
            }
            else if (_hasher is not null)
            {
                Fill(int.MaxValue);
            }
            else
            {
                var count = input.Drop(Math.Min(most - dropped, _left));
                ThrowIfEnded(count > 0);
                dropped += count;
                Took(count);
            }
        }

        return dropped;
    }

    // A line without its CRLF; empty at the body's end too.
    private ReadOnlySpan<byte> ReadLine()
    {
        var length = 0;

        while (Next(LineRoom) is { IsEmpty: false } piece)
        {
            var end = piece.IndexOf((byte)'\n');
            var part = end < 0 ? piece : piece[..end];

            if (length + part.Length > _line.Length)
            {
                throw new InvalidDataException("A line of the body's framing is too long.");
            }

            part.CopyTo(_line.AsSpan(length));
            length += part.Length;
            Take(end < 0 ? piece.Length : end + 1);

            if (end >= 0)
            {
                break;
            }
        }

        return _line.AsSpan(0, length).TrimEnd((byte)'\r');
    }

    // What of the body is there, received when nothing is; empty at the body's end.
    private ReadOnlySpan<byte> Next(int room)
    {
        if (_left > 0 && input.Waiting.IsEmpty)
        {
            Fill(room);
        }

        return Waiting(long.MaxValue);
    }

    private ReadOnlySpan<byte> Waiting(long most) => input.Waiting[..(int)Math.Min(Math.Min(most, _left), input.Waiting.Length)];

    private void Fill(int room) => ThrowIfEnded(input.Fill((int)Math.Min(room, _left)));

    private void Take(int count)
    {
        input.Advance(count);
        Took(count);
    }

    private void Took(int count)
    {
        _left -= count;

        if (_left == 0 && _chunked)
        {
            ReadTransferLine();
            ReadChunkHead();
        }
    }

    // hex-size [";" ext] CRLF; after the last chunk, trailer fields and a blank line      (RFC 9112 7.1)
    private void ReadChunkHead()
    {
        _left = SizeIn(ReadTransferLine());

        if (_left == 0)
        {
            _chunked = false;

            while (!ReadTransferLine().IsEmpty)
            {
            }
        }
    }

    private ReadOnlySpan<byte> ReadTransferLine()
    {
        while (true)
        {
            var end = input.Waiting.IndexOf((byte)'\n');

            if (end >= 0)
            {
                var line = input.Waiting[..end].TrimEnd((byte)'\r');
                input.Advance(end + 1);
                return line;
            }

            ThrowIfEnded(input.Fill(LineRoom));
        }
    }

    private static long SizeIn(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)';');
        var digits = end < 0 ? line : line[..end];
        return Utf8Parser.TryParse(digits, out long size, out var used, 'x') && used == digits.Length && size >= 0
            ? size
            : throw new InvalidDataException("A chunk of the body has no size.");
    }

    private static void ThrowIfEnded(bool received)
    {
        if (!received)
        {
            throw new InvalidDataException("The connection ended within a body.");
        }
    }
}
