namespace Sealane.Edge.Framing;

/// <summary>Walks through a body of any extent, run by run, and knows where it ends.</summary>
internal sealed class BodyScanner
{
    private readonly ChunkScanner? _chunks;
    private long _remaining;

    public BodyScanner(BodyExtent extent)
    {
        _chunks = extent is BodyExtent.Chunked ? new ChunkScanner() : null;
        _remaining = extent switch
        {
            BodyExtent.Length(var bytes) => bytes,
            BodyExtent.UntilClose => long.MaxValue,
            _ => 0,
        };
        EndsWithConnection = extent is BodyExtent.UntilClose;
    }

    /// <summary>Whether the whole body has passed.</summary>
    public bool IsDone => _chunks?.IsDone ?? _remaining == 0;

    /// <summary>Whether the end of the connection is the end of the body, and no accident.</summary>
    public bool EndsWithConnection { get; }

    /// <summary>Bytes of content that have passed, framing not counted.</summary>
    public long ContentLength { get; private set; }

    /// <summary>The longest run at the start of some input; what follows a body's end is left alone.</summary>
    /// <exception cref="FormatException">The input is no chunked body.</exception>
    public BodyRun Next(ReadOnlySpan<byte> input)
    {
        var run = _chunks?.Next(input) ?? new BodyRun((int)Math.Min(_remaining, input.Length), RunKind.Content);
        if (_chunks is null && !EndsWithConnection)
        {
            _remaining -= run.Length;
        }

        ContentLength += run.IsContent ? run.Length : 0;
        return run;
    }
}
