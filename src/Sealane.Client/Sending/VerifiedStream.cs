using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>
/// An object's bytes as they come in: counted, and compared with their checksum where they end. Disposing it gives the connection back.
/// </summary>
internal sealed class VerifiedStream : Stream
{
    // Larger than Stream's own 80 KB: a read of the socket costs more than the memory.
    private const int CopyBufferSize = PayloadWriter.BufferSize;

    private readonly Stream _inner;
    private readonly Answer _answer;
    private readonly IdleGuard _guard;
    private readonly string _what;
    private readonly string? _expected;
    private readonly ChecksumHasher? _hasher;
    private long _position;
    private bool _verified;

    /// <param name="answer">The answer that the bytes belong to; disposed with the stream.</param>
    /// <param name="guard">Ends a read that takes too long; disposed with the stream.</param>
    /// <param name="what">What is read, for messages.</param>
    /// <param name="expected">The checksum of all bytes, or null for none.</param>
    public VerifiedStream(Answer answer, IdleGuard guard, string what, (ChecksumAlgorithm Algorithm, string Value)? expected)
    {
        (_inner, _answer, _guard, _what, _expected) = (answer.Body, answer, guard, what, expected?.Value);
        _hasher = expected is { } checksum ? new ChecksumHasher(checksum.Algorithm) : null;
        _guard.Detach();
        _guard.Rest();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _answer.Length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        _guard.Moved();
        try
        {
            using var registration = cancellationToken.UnsafeRegister(static guard => ((IdleGuard)guard!).Cancel(), _guard);
            var read = await _inner.ReadAsync(buffer, _guard.Token).ConfigureAwait(false);
            return Took(buffer.Span, read);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Broken(_guard.Complaint, null);
        }
        catch (IOException fault) when (fault is not ChecksumMismatchException and not S3ConnectionException)
        {
            throw Broken(fault.Message, fault);
        }
        finally
        {
            _guard.Rest();
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            return Took(buffer, _inner.Read(buffer));
        }
        catch (IOException fault) when (fault is not ChecksumMismatchException and not S3ConnectionException)
        {
            throw Broken(fault.Message, fault);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        base.CopyToAsync(destination, Math.Max(bufferSize, CopyBufferSize), cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _answer.Dispose();
            _guard.Dispose();
            _hasher?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Took(ReadOnlySpan<byte> buffer, int read)
    {
        _position += read;
        _hasher?.Append(buffer[..read]);
        if (read == 0 && _position < _answer.Length)
        {
            throw Broken("The connection was closed.", null);
        }

        // With the last byte, not after it: a reader that knows the length never asks for more.
        if (!_verified && (read == 0 || _position == _answer.Length))
        {
            _verified = true;
            Verify();
        }

        return read;
    }

    private void Verify()
    {
        if (_hasher?.Current() is { } computed && computed.ToBase64() != _expected)
        {
            throw new ChecksumMismatchException(_what, computed.Algorithm, computed.ToBase64(), _expected!);
        }
    }

    private S3ConnectionException Broken(string why, Exception? cause) =>
        new($"{_what} ended after {_position} of {(_answer.Length is { } length ? $"{length}" : "unknown")} bytes. {why} Read it again, from there on with a Range if it is long.", cause);
}
