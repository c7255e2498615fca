namespace Sealane.Edge.Framing;

/// <summary>Walks through a chunked body without changing a byte of it: tells content from framing and finds the end.</summary>
/// <remarks>
/// chunked-body = *chunk last-chunk trailer-section CRLF; chunk = chunk-size [ chunk-ext ] CRLF chunk-data CRLF (RFC 9112 7.1).
/// Strict about line ends: a bare LF that one party takes for an end and another does not is how requests are smuggled.
/// </remarks>
internal sealed class ChunkScanner
{
    /// <summary>Most bytes of a chunk's size line, and of the whole trailer section.</summary>
    public const int LineLimit = 64 * 1024;

    private State _state = State.Size;
    private long _size;
    private int _digits;
    private int _lineLength;

    private enum State
    {
        Size,
        Extension,
        SizeLf,
        Content,
        ContentCr,
        ContentLf,
        TrailerStart,
        Trailer,
        TrailerLf,
        LastLf,
        Done,
    }

    public bool IsDone => _state == State.Done;

    private bool IsInTrailer => _state is State.TrailerStart or State.Trailer or State.TrailerLf or State.LastLf;

    /// <summary>The longest run at the start of some input; never empty unless the body is done.</summary>
    /// <exception cref="FormatException">The input is no chunked body.</exception>
    public BodyRun Next(ReadOnlySpan<byte> input)
    {
        if (_state == State.Content)
        {
            var length = (int)Math.Min(_size, input.Length);
            _size -= length;
            if (_size == 0)
            {
                _state = State.ContentCr;
            }

            return new BodyRun(length, RunKind.Content);
        }

        var framing = 0;
        var isTrailer = IsInTrailer;
        while (framing < input.Length && _state is not (State.Content or State.Done) && IsInTrailer == isTrailer)
        {
            Step(input[framing++]);
        }

        return new BodyRun(framing, isTrailer ? RunKind.Trailer : RunKind.Framing);
    }

    private void Step(byte next)
    {
        if (++_lineLength > LineLimit)
        {
            throw new FormatException($"A chunk's size line, or the trailer section, is longer than {LineLimit} bytes.");
        }

        _state = (_state, next) switch
        {
            (State.Size, (byte)'\r') when _digits > 0 => State.SizeLf,
            (State.Size, (byte)';' or (byte)' ' or (byte)'\t') when _digits > 0 => State.Extension,
            (State.Size, _) when char.IsAsciiHexDigit((char)next) => AddDigit(next),
            (State.Extension, (byte)'\r') => State.SizeLf,
            (State.Extension, not (byte)'\n') => State.Extension,
            (State.SizeLf, (byte)'\n') => Begin(_size > 0 ? State.Content : State.TrailerStart),
            (State.ContentCr, (byte)'\r') => State.ContentLf,
            (State.ContentLf, (byte)'\n') => BeginChunk(),
            (State.TrailerStart, (byte)'\r') => State.LastLf,
            (State.TrailerStart or State.Trailer, not ((byte)'\r' or (byte)'\n')) => State.Trailer,
            (State.Trailer, (byte)'\r') => State.TrailerLf,
            (State.TrailerLf, (byte)'\n') => State.TrailerStart,
            (State.LastLf, (byte)'\n') => State.Done,
            _ => throw new FormatException($"The chunked framing is broken: byte 0x{next:x2} where {Expected(_state)} belongs (RFC 9112 7.1)."),
        };
    }

    private State AddDigit(byte digit)
    {
        // Leading zeros are a habit of Varnish ("002e") and count for nothing.
        if (_size >= 1L << 56)
        {
            throw new FormatException("A chunk's size is beyond every body (RFC 9112 7.1).");
        }

        _digits++;
        _size = (_size << 4) + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return State.Size;
    }

    private State BeginChunk()
    {
        _digits = 0;
        _size = 0;
        return Begin(State.Size);
    }

    private State Begin(State state)
    {
        _lineLength = 0;
        return state;
    }

    private static string Expected(State state) => state switch
    {
        State.Size => "a chunk's size in hex digits",
        State.SizeLf or State.ContentLf or State.TrailerLf or State.LastLf => "LF",
        State.ContentCr => "the CRLF after a chunk's content",
        _ => "a line that ends with CRLF",
    };
}
