using System.Runtime.CompilerServices;
using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Wire;
using Sealane.Telemetry;
using Sealane.Transport;

namespace Sealane.Sending;

/// <summary>
/// An object's bytes as they come in: counted, continued where they break off, and compared with their checksum where they end. Disposing
/// it gives the connection back.
/// </summary>
/// <remarks>
/// <code>
///   read -> bytes                                            counted, hashed, handed on
///        -> end before the length, error, silence, trickle   GET again with Range from the next byte on and If-Match, and read on
///   last byte -> the checksum of all of them, whoever sent them
/// </code>
/// A break costs nothing but the request; only breaks without progress are counted, and <see cref="SendingSettings.MaxAttempts"/> of them
/// end it. What has no strong entity tag or no length cannot be continued, and says where it ended.
/// </remarks>
internal sealed class VerifiedStream : Stream
{
    // Larger than Stream's own 80 KB: a read of the socket costs more than the memory.
    private const int CopyBufferSize = PayloadWriter.BufferSize;

    // Fewer bytes between two breaks are no progress: a connection that is cut after each few packets ends some day.
    private const int Progress = 64 * 1024;

    private readonly Sender _sender;
    private readonly IOperation _operation;
    private readonly WireRequest _request;
    private readonly long? _length;
    private readonly ServedBytes _served;
    private readonly string? _expected;
    private ChecksumHasher? _hasher;
    private Answer _answer;
    private IdleGuard _guard;
    private StallWatch _watch;
    private S3ConnectionException? _broken;
    private long _position;
    private long _lastBreak;
    private int _breaks;
    private bool _verified;

    /// <param name="sender">Sends the request again where the bytes break off.</param>
    /// <param name="operation">What was sent.</param>
    /// <param name="request">Its request.</param>
    /// <param name="attempt">What came back; disposed with the stream.</param>
    /// <param name="expected">The checksum of all bytes, or null for none.</param>
    public VerifiedStream(
        Sender sender, IOperation operation, WireRequest request, Attempt attempt, (ChecksumAlgorithm Algorithm, string Value)? expected)
    {
        (_sender, _operation, _request, _answer, _guard) = (sender, operation, request, attempt.Answer!, attempt.Guard);
        _length = _answer.Length;
        _served = ServedBytes.Of(_answer);
        _expected = expected?.Value;
        _hasher = expected is { } checksum ? new ChecksumHasher(checksum.Algorithm) : null;
        _watch = sender.Settings.WatchForStalls();
        Settle();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <summary>The checksum that all bytes were found to have; null before the last one, and when there is none to compare.</summary>
    public Checksum? Verified => _verified ? _hasher?.Current() : null;

    private string Name => $"s3://{_request.Bucket}/{_request.Key}";

    /// <summary>Leaves the checksum to the reader, who computes it for each piece.</summary>
    public void LeaveUnverified()
    {
        _hasher?.Dispose();
        _hasher = null;
    }

    // A read that waits allocates nothing: there are thousands in a large object.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        while (true)
        {
            if (_broken is not null)
            {
                await ContinueAsync(cancellationToken).ConfigureAwait(false);
            }

            _guard.Moved();
            _watch.Begin();
            try
            {
                using var registration = cancellationToken.UnsafeRegister(static guard => ((IdleGuard)guard!).Cancel(), _guard);
                var count = await _answer.Body.ReadAsync(buffer, _guard.Token).ConfigureAwait(false);
                if (Took(buffer.Span, count) is { } taken)
                {
                    read = taken;
                    break;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                _broken = Broken(_guard.Complaint, null);
            }
            catch (IOException fault) when (fault is not ChecksumMismatchException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _broken = Broken(fault.Message, fault);
            }
            finally
            {
                _guard.Rest();
            }
        }

        await PassAsync(read, cancellationToken).ConfigureAwait(false);
        return read;
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (true)
        {
            if (_broken is not null)
            {
                // Stream has no other way to send a request from here; nothing in it needs the caller's thread.
                ContinueAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
            }

            _watch.Begin();
            try
            {
                var count = _answer.Body.Read(buffer);
                if (Took(buffer, count) is { } read)
                {
                    var passing = PassAsync(read, CancellationToken.None);
                    if (!passing.IsCompletedSuccessfully)
                    {
                        passing.AsTask().GetAwaiter().GetResult();
                    }

                    return read;
                }
            }
            catch (IOException fault) when (fault is not ChecksumMismatchException)
            {
                _broken = Broken(fault.Message, fault);
            }
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
            _answer.Dispose();
            _guard.Dispose();
            _hasher?.Dispose();
        }

        base.Dispose(disposing);
    }

    // What the request's token ends is the request; the reading has one of its own.
    private void Settle()
    {
        _guard.Detach(_sender.Settings.LongestSilence);
        _guard.Rest();
    }

    private ValueTask PassAsync(int bytes, CancellationToken cancellationToken)
    {
        _sender.Settings.Pace.Moved(bytes);
        Instruments.Received.Add(bytes);
        return _sender.Settings.BandwidthLimit.PassAsync(bytes, cancellationToken);
    }

    // The bytes that were read, or null when there should have been some.
    private int? Took(ReadOnlySpan<byte> buffer, int read)
    {
        _position += read;
        _hasher?.Append(buffer[..read]);
        if (read == 0 && _position < _length)
        {
            _broken = Broken("The connection was closed.", null);
            return null;
        }

        // With the last byte, not after it: a reader that knows the length never asks for more.
        if (!_verified && (read == 0 || _position == _length))
        {
            _verified = true;
            Verify();
        }
        else if (_watch.End(read) && _position < _length && Pinned() is not null)
        {
            _broken = Broken(_watch.Complaint, null); // these bytes are good; the next ones come over another connection
        }

        return read;
    }

    private void Verify()
    {
        if (_hasher?.Current() is { } computed && computed.ToBase64() != _expected)
        {
            throw new ChecksumMismatchException(Name, computed.Algorithm, computed.ToBase64(), _expected!);
        }
    }

    private async ValueTask ContinueAsync(CancellationToken cancellationToken)
    {
        var broken = _broken!;
        _breaks = _position - _lastBreak >= Progress ? 1 : _breaks + 1;
        _lastBreak = _position;
        if (_breaks >= _sender.Settings.MaxAttempts || Pinned() is not { } pinned)
        {
            throw broken;
        }

        _answer.Dispose();
        _guard.Dispose();
        if (_breaks > 1)
        {
            await _sender.PauseAsync(_breaks - 1, cancellationToken).ConfigureAwait(false);
        }

        var first = ContentRange.TryParse(_served.ContentRange, out var range) ? range.First : 0;
        var attempt = await _sender.ReopenAsync(_operation, _request, pinned, first + _position, first + _length!.Value - 1, cancellationToken).ConfigureAwait(false);
        (_answer, _guard, _broken) = (attempt.Answer!, attempt.Guard, null);
        Settle();
    }

    // The object, where the bytes after a break can be had and told from any others.
    private PinnedObject? Pinned() =>
        _length is not null && _operation.Name == "GetObject" && (!ContentRange.TryParse(_served.ContentRange, out var range) || range.Length == _length)
            ? PinnedObject.Of(Name, _served)
            : null;

    private S3ConnectionException Broken(string why, Exception? cause) =>
        new($"{Name} ended after {_position} of {(_length is { } length ? $"{length}" : "unknown")} bytes. {why} Read it again, from there on with a Range if it is long.", cause);
}
