using Sealane.Signing.Requests;
using Sealane.Signing.Streaming;
using Sealane.Signing.Text;

namespace Sealane.Protocol.Chunked;

/// <summary>Reads an aws-chunked body that comes in any pieces, as strictly as S3. Not thread-safe.</summary>
/// <remarks>
/// <code>
/// while (!input.IsEmpty)
/// {
///     if (decoder.Decode(ref input, out var decoded) is { } fault) { refuse; }
///     store(decoded);
/// }
/// at the end of the body: if (decoder.Complete() is { } fault) { refuse; }
/// </code>
/// A signed chunk's bytes are handed out only after its signature was checked, so it is held back whole: the decoder holds at most
/// <c>maxSignedChunk</c> bytes (and never more than came), beside 8 KiB for a line. Unsigned chunks pass through uncopied and of any size.
/// Trailers are read but their checksum is the caller's to compare, before anything is committed.
/// </remarks>
public sealed class ChunkedDecoder
{
    /// <value>The most bytes of a signed chunk unless another bound is given: 16 MiB. Clients use 64 KiB to 1 MiB.</value>
    public const int DefaultMaxSignedChunk = 16 << 20;

    // Sixteen digits of size with as many leading zeros, and the signature.
    private const int MaxHeadLength = 128;

    private readonly long _decodedLength;
    private readonly ChunkSigner? _signer;
    private readonly int _maxSignedChunk;
    private readonly TrailerSection _trailer;
    private readonly byte[] _signature = new byte[ChunkFrame.SignatureLength];
    private readonly LineBuffer _dataEnd = new(ChunkFrame.LineEnd.Length);
    private LineBuffer _line = new(MaxHeadLength);
    private State _state = State.Head;
    private ChunkedFault? _fault;
    private byte[] _held = [];
    private int _heldLength;
    private int _chunk; // number of the current chunk, from 1
    private long _size; // of the current chunk
    private long _left; // of the current chunk
    private long _decoded; // by all chunks so far, the current one included

    /// <summary>Begins a body.</summary>
    /// <param name="decodedLength">What x-amz-decoded-content-length says.</param>
    /// <param name="signer">The chain that begins with the head's signature, for signed chunks; null for unsigned ones.</param>
    /// <param name="announcedTrailers">The names in x-amz-trailer; null or empty when the body has no trailer.</param>
    /// <param name="maxSignedChunk">The most bytes of a signed chunk.</param>
    public ChunkedDecoder(
        long decodedLength,
        ChunkSigner? signer = null,
        IReadOnlyList<string>? announcedTrailers = null,
        int maxSignedChunk = DefaultMaxSignedChunk)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decodedLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSignedChunk, ChunkFrame.MinSize);
        _decodedLength = decodedLength;
        _signer = signer;
        _maxSignedChunk = maxSignedChunk;
        _trailer = new TrailerSection(announcedTrailers ?? [], signer is not null);
    }

    private enum State
    {
        Head,
        Data,
        DataEnd,
        Trailer,
        Done,
    }

    /// <value>Whether the body has come to its end; nothing may follow.</value>
    public bool IsComplete => _state == State.Done && _fault is null;

    /// <value>The trailers, without the signature; to be trusted once <see cref="IsComplete"/>.</value>
    public IReadOnlyList<HeaderField> Trailers => _trailer.Fields;

    /// <summary>Takes some of the input and hands out decoded bytes, often none; to be called until the input is empty.</summary>
    /// <param name="input">What came; afterwards what is left of it, which is less unless there is a fault.</param>
    /// <param name="decoded">Bytes of the object, a part of the input or of the decoder's own memory, valid until the next call.</param>
    /// <returns>What is wrong with the body, from then on at every call; null when nothing is.</returns>
    public ChunkedFault? Decode(ref ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte> decoded)
    {
        decoded = default;
        if (_fault is not null || input.IsEmpty)
        {
            return _fault;
        }

        return _fault = _state switch
        {
            State.Head => TakeHead(ref input),
            State.Data => _signer is null ? TakeData(ref input, out decoded) : TakeSignedData(ref input, out decoded),
            State.DataEnd => TakeDataEnd(ref input),
            State.Trailer => TakeTrailer(ref input),
            _ => new ChunkedFault.BytesAfterEnd(),
        };
    }

    /// <summary>Says that no more input comes.</summary>
    /// <returns>What is wrong with the body; null when it is whole.</returns>
    public ChunkedFault? Complete() =>
        _fault ??= _state == State.Done ? null : new ChunkedFault.IncompleteBody(_decodedLength, _decoded - _left);

    private ChunkedFault? TakeHead(ref ReadOnlyMemory<byte> input)
    {
        if (!_line.TryTake(ref input, out var tooLong))
        {
            return tooLong ? new ChunkedFault.MalformedChunk(_chunk + 1, $"The head has more than {MaxHeadLength} bytes.") : null;
        }

        _chunk++;
        var line = _line.Drain(out var crlf);
        if (!crlf)
        {
            return new ChunkedFault.MalformedChunk(_chunk, "The head does not end with CRLF.");
        }

        if (ChunkHeadLine.Read(line, _signer is not null, out var head) is { } detail)
        {
            return new ChunkedFault.MalformedChunk(_chunk, detail);
        }

        head.Signature.CopyTo(_signature);
        return head.Size == 0 ? TakeLastChunk() : BeginChunk(head.Size);
    }

    private ChunkedFault? BeginChunk(long size)
    {
        // Only now is it clear that the chunk before was not the last one.
        if (_chunk > 1 && _size < ChunkFrame.MinSize)
        {
            return new ChunkedFault.InvalidChunkSize(_chunk - 1, _size);
        }

        if (size > _decodedLength - _decoded)
        {
            var provided = size > long.MaxValue - _decoded ? long.MaxValue : _decoded + size;
            return new ChunkedFault.DecodedLengthMismatch(_decodedLength, provided);
        }

        if (_signer is not null && size > _maxSignedChunk)
        {
            return new ChunkedFault.ChunkTooLarge(_chunk, size, _maxSignedChunk);
        }

        _size = _left = size;
        _decoded += size;
        _state = State.Data;
        return null;
    }

    private ChunkedFault? TakeLastChunk()
    {
        if (_signer is not null && WhyNotSigned([]) is { } mismatch)
        {
            return mismatch;
        }

        if (_decoded != _decodedLength)
        {
            return new ChunkedFault.DecodedLengthMismatch(_decodedLength, _decoded);
        }

        _line = new LineBuffer(TrailerSection.MaxBytes);
        _state = State.Trailer;
        return null;
    }

    private ChunkedFault? TakeData(ref ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte> decoded)
    {
        decoded = Cut(ref input);
        return null;
    }

    private ChunkedFault.ChunkSignatureMismatch? TakeSignedData(ref ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte> decoded)
    {
        decoded = default;
        var piece = Cut(ref input);
        if (_left > 0 || _heldLength > 0)
        {
            Hold(piece.Span);
            piece = _held.AsMemory(0, _heldLength);
        }

        if (_left > 0)
        {
            return null;
        }

        _heldLength = 0;
        if (WhyNotSigned(piece.Span) is { } mismatch)
        {
            return mismatch;
        }

        decoded = piece;
        return null;
    }

    private ReadOnlyMemory<byte> Cut(ref ReadOnlyMemory<byte> input)
    {
        var piece = input[..(int)Math.Min(_left, input.Length)];
        input = input[piece.Length..];
        _left -= piece.Length;
        _state = _left == 0 ? State.DataEnd : State.Data;
        return piece;
    }

    // Grows with what came, not with what a head claims.
    private void Hold(ReadOnlySpan<byte> piece)
    {
        var needed = _heldLength + piece.Length;
        if (needed > _held.Length)
        {
            Array.Resize(ref _held, (int)Math.Min(_size, Math.Max(needed, 2L * _held.Length)));
        }

        piece.CopyTo(_held.AsSpan(_heldLength));
        _heldLength = needed;
    }

    private ChunkedFault.ChunkSignatureMismatch? WhyNotSigned(ReadOnlySpan<byte> data)
    {
        Span<byte> computed = stackalloc byte[ChunkFrame.SignatureLength];
        _signer!.SignChunk(data, computed);
        return ChunkSigner.Matches(_signature, computed)
            ? null
            : new ChunkedFault.ChunkSignatureMismatch(_chunk, _signer.LastStringToSign, WireText.FromBytes(_signature));
    }

    private ChunkedFault.MalformedChunk? TakeDataEnd(ref ReadOnlyMemory<byte> input)
    {
        if (!_dataEnd.TryTake(ref input, out var tooLong) && !tooLong)
        {
            return null;
        }

        if (tooLong || !_dataEnd.Drain(out var crlf).IsEmpty || !crlf)
        {
            return new ChunkedFault.MalformedChunk(_chunk, "The data does not end with CRLF where the head says.");
        }

        _state = State.Head;
        return null;
    }

    private ChunkedFault? TakeTrailer(ref ReadOnlyMemory<byte> input)
    {
        if (!_line.TryTake(ref input, out var tooLong))
        {
            return tooLong ? new ChunkedFault.MalformedTrailer($"The trailers have more than {TrailerSection.MaxBytes} bytes.") : null;
        }

        if (_trailer.Take(_line.Drain(out var crlf), crlf) is { } detail)
        {
            return new ChunkedFault.MalformedTrailer(detail);
        }

        if (!_trailer.IsComplete)
        {
            return null;
        }

        _state = State.Done;
        return _trailer.Signature is null ? null : WhyTrailerNotSigned(_trailer.Signature);
    }

    private ChunkedFault.TrailerSignatureMismatch? WhyTrailerNotSigned(string signature)
    {
        Span<byte> computed = stackalloc byte[ChunkFrame.SignatureLength];
        _signer!.SignTrailer(_trailer.Fields, computed);
        return ChunkSigner.Matches(WireText.ToBytes(signature), computed)
            ? null
            : new ChunkedFault.TrailerSignatureMismatch(_signer.LastStringToSign, signature);
    }
}
