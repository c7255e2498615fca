using System.Buffers;
using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Sending;

namespace Sealane.Transfers;

/// <summary>An object as a stream that can seek: ranges of one and the same object, longer and longer ones while it is read in order.</summary>
/// <remarks>
/// <code>
///   in order        ranges of 256 KiB, 1 MiB, 4 MiB ... 64 MiB: few requests, and a reader that stops has asked for little in vain
///   a bit forward   what is between is read and dropped: cheaper than a request
///   elsewhere       a new range, short again
/// </code>
/// Whoever reads all of it in order gets it verified; after a seek there is nothing that the bytes could be compared with.
/// </remarks>
internal sealed class ObjectReader(Sender sender, GetObjectRequest request, PinnedObject pinned, Checksum? expected) : Stream
{
    private const int BufferSize = 64 * 1024;
    private const long FirstRange = 256 * 1024;
    private const long LongestRange = 64L * 1024 * 1024;

    // About what arrives while a request is on its way.
    private const long LongestSkip = 256 * 1024;

    private readonly ChecksumHasher? _hasher = expected is { } whole ? new ChecksumHasher(whole.Algorithm) : null;
    private byte[]? _buffer;
    private int _bufferLength;
    private long _bufferAt;
    private VerifiedStream? _body;
    private long _bodyAt;
    private long _bodyEnd;
    private long _range = FirstRange;
    private long _position;
    private long _hashed;
    private bool _disposed;

    public override bool CanRead => !_disposed;

    public override bool CanSeek => !_disposed;

    public override bool CanWrite => false;

    public override long Length => pinned.Length;

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty || _position >= pinned.Length)
        {
            return 0;
        }

        if (_position < _bufferAt || _position >= _bufferAt + _bufferLength)
        {
            await GoToAsync(_position, cancellationToken).ConfigureAwait(false);
            if (buffer.Length >= BufferSize)
            {
                var straight = await TakeAsync(buffer, cancellationToken).ConfigureAwait(false);
                _position += straight;
                return straight;
            }

            _buffer ??= ArrayPool<byte>.Shared.Rent(BufferSize);
            (_bufferAt, _bufferLength) = (_position, 0);
            _bufferLength = await TakeAsync(_buffer.AsMemory(0, BufferSize), cancellationToken).ConfigureAwait(false);
        }

        var from = (int)(_position - _bufferAt);
        var read = Math.Min(buffer.Length, _bufferLength - from);
        _buffer.AsSpan(from, read).CopyTo(buffer.Span);
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Readers of archives know no other way; nothing below needs the caller's thread.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin)
    {
        var from = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => pinned.Length,
        };
        return from + offset >= 0 ? _position = from + offset : throw new IOException($"There is nothing before the beginning of {pinned.Name}.");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _body?.Dispose();
            _hasher?.Dispose();
            if (_buffer is { } rented)
            {
                _buffer = null;
                ArrayPool<byte>.Shared.Return(rented);
            }
        }

        base.Dispose(disposing);
    }

    // Opens the body at a place, or reads it up to there.
    private async ValueTask GoToAsync(long place, CancellationToken cancellationToken)
    {
        if (_body is not null && place >= _bodyAt && place < _bodyEnd && place - _bodyAt <= LongestSkip)
        {
            _buffer ??= ArrayPool<byte>.Shared.Rent(BufferSize);
            _bufferLength = 0;
            while (_bodyAt < place)
            {
                await TakeAsync(_buffer.AsMemory(0, (int)Math.Min(BufferSize, place - _bodyAt)), cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        _range = _body is not null && place == _bodyEnd ? Math.Min(_range * 4, LongestRange) : FirstRange;
        if (_body is not null)
        {
            await _body.DisposeAsync().ConfigureAwait(false);
            _body = null;
        }

        var end = Math.Min(place + _range, pinned.Length);
        _body = await sender.OpenRangeAsync(request, pinned, place, end - 1, cancellationToken).ConfigureAwait(false);
        (_bodyAt, _bodyEnd) = (place, end);
    }

    private async ValueTask<int> TakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await _body!.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (_hasher is not null && _hashed == _bodyAt)
        {
            _hasher.Append(buffer.Span[..read]);
            _hashed += read;
            if (_hashed == pinned.Length && _hasher.Current() is var computed && computed != expected)
            {
                throw new ChecksumMismatchException(pinned.Name, computed.Algorithm, computed.ToBase64(), expected!.Value.ToBase64());
            }
        }

        _bodyAt += read;
        return read > 0 ? read : throw new EndOfStreamException($"{pinned.Name} ended before its length.");
    }
}
