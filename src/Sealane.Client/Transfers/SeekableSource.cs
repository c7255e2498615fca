namespace Sealane.Transfers;

/// <summary>A caller's stream that can seek, from where it stands to its end: parts read from it in turns, a buffer each time.</summary>
/// <remarks>Afterwards the stream stands anywhere.</remarks>
internal sealed class SeekableSource(Stream stream) : RangedSource
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly long _start = stream.Position;

    public override long Length { get; } = stream.Length - stream.Position;

    public override async ValueTask<int> ReadAtAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (stream.Position != _start + offset)
            {
                stream.Position = _start + offset;
            }

            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Check()
    {
        if (stream.Length - _start is var length && length != Length)
        {
            throw new SourceChangedException("The stream", length < Length ? "became shorter" : "became longer");
        }
    }

    public override void Dispose() => _turn.Dispose();
}
