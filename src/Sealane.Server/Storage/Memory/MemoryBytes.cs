namespace Sealane.Server.Storage.Memory;

/// <summary>Immutable bytes in segments: parts are joined into an object by joining their lists, nothing is copied.</summary>
internal sealed record MemoryBytes(IReadOnlyList<ReadOnlyMemory<byte>> Segments, long Length)
{
    public static MemoryBytes Join(IEnumerable<MemoryBytes> parts)
    {
        var segments = new List<ReadOnlyMemory<byte>>();
        long length = 0;

        foreach (MemoryBytes part in parts)
        {
            segments.AddRange(part.Segments);
            length += part.Length;
        }

        return new(segments, length);
    }

    public Stream OpenRange(long offset, long length) => new RangeStream(Segments, offset, length);

    private sealed class RangeStream : ForwardStream
    {
        private readonly IReadOnlyList<ReadOnlyMemory<byte>> _segments;
        private int _segment;
        private long _skip;
        private long _left;

        public RangeStream(IReadOnlyList<ReadOnlyMemory<byte>> segments, long offset, long length)
        {
            _segments = segments;
            _skip = offset;
            _left = length;
        }

        public override int Read(Span<byte> buffer)
        {
            while (_left > 0 && buffer.Length > 0)
            {
                ReadOnlySpan<byte> segment = _segments[_segment].Span;

                if (_skip >= segment.Length)
                {
                    _skip -= segment.Length;
                    _segment++;
                    continue;
                }

                int count = (int)Math.Min(Math.Min(segment.Length - _skip, _left), buffer.Length);
                segment.Slice((int)_skip, count).CopyTo(buffer);
                _skip += count;
                _left -= count;
                return count;
            }

            return 0;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
