using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Sealane.Protocol.Wire;

/// <summary>The bytes of an object or a part, not yet read: a file, a memory, or a stream.</summary>
/// <remarks>
/// Whoever sends it asks two things: how long it is, and whether it can be read again when S3 redirects or the connection breaks.
/// </remarks>
public abstract record Body
{
    private Body()
    {
    }

    /// <summary>A body of no bytes.</summary>
    public static Body Empty { get; } = new Memory(ReadOnlyMemory<byte>.Empty);

    /// <summary>Length in bytes, or <see langword="null"/> when only reading to the end can tell.</summary>
    public abstract long? Length { get; }

    /// <summary>Whether <see cref="OpenAsync"/> may be called again for the same bytes.</summary>
    public abstract bool CanReplay { get; }

    /// <summary>The bytes from the first on; the caller disposes the stream, which leaves a caller's own source open.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The source cannot be read a second time.</exception>
    public abstract ValueTask<System.IO.Stream> OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>A range of this body, as a body of its own: a part of a multipart upload.</summary>
    /// <exception cref="InvalidOperationException">The source cannot be positioned.</exception>
    public abstract Body Slice(long offset, long length);

    /// <summary>The array itself, not a copy.</summary>
    public static implicit operator Body(byte[] bytes) => new Memory(bytes);

    /// <summary>The memory itself, not a copy.</summary>
    public static implicit operator Body(ReadOnlyMemory<byte> bytes) => new Memory(bytes);

    /// <summary>A file, or a range of it; opened anew for every reading, so ranges of one file are read in parallel.</summary>
    public sealed record File : Body
    {
        /// <summary>The whole file, at the length it has now.</summary>
        /// <exception cref="FileNotFoundException">There is no such file.</exception>
        public File(string path)
            : this(path, 0, new FileInfo(path).Length)
        {
        }

        public File(string path, long offset, long length)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            (Path, Offset, Count) = (path, offset, length);
        }

        public string Path { get; }

        /// <summary>Where the body begins, in bytes from the start of the file.</summary>
        public long Offset { get; }

        /// <summary>Length in bytes.</summary>
        public long Count { get; }

        public override long? Length => Count;

        public override bool CanReplay => true;

        public override ValueTask<System.IO.Stream> OpenAsync(CancellationToken cancellationToken = default)
        {
            // The reader brings its own large buffer: a second one here would only copy.
            var file = new FileStream(Path, new FileStreamOptions
            {
                BufferSize = 0,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
            file.Position = Offset;
            return new(new BoundedStream(file, Count, leaveOpen: false));
        }

        public override Body Slice(long offset, long length) => new File(Path, Offset + Within(offset, length), length);
    }

    /// <summary>Bytes in memory; they must not change until the request has ended.</summary>
    public sealed record Memory(ReadOnlyMemory<byte> Bytes) : Body
    {
        public override long? Length => Bytes.Length;

        public override bool CanReplay => true;

        public override ValueTask<System.IO.Stream> OpenAsync(CancellationToken cancellationToken = default) => new(Open(Bytes));

        public override Body Slice(long offset, long length) => new Memory(Bytes.Slice((int)Within(offset, length), (int)length));

        private static MemoryStream Open(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
    }

    /// <summary>A caller's stream, from where it stands.</summary>
    /// <remarks>Slices of one stream share its position: they are read one after the other.</remarks>
    [SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is a body that is a stream.")]
    public sealed record Stream : Body
    {
        private readonly long _start;
        private int _opened;

        /// <param name="source">Stays open; it belongs to the caller.</param>
        /// <param name="length">Length in bytes; when left out, what a seekable source has left, or unknown.</param>
        public Stream(System.IO.Stream source, long? length = null)
            : this(source, source.CanSeek ? source.Position : 0, length ?? (source.CanSeek ? source.Length - source.Position : null))
        {
        }

        private Stream(System.IO.Stream source, long start, long? length) => (Source, _start, Length) = (source, start, length);

        public System.IO.Stream Source { get; }

        public override long? Length { get; }

        public override bool CanReplay => Source.CanSeek;

        public override ValueTask<System.IO.Stream> OpenAsync(CancellationToken cancellationToken = default)
        {
            if (Source.CanSeek)
            {
                Source.Position = _start;
            }
            else if (Interlocked.Exchange(ref _opened, 1) == 1)
            {
                throw new InvalidOperationException("The body is a stream that cannot seek, and it has been read already.");
            }

            return new(new BoundedStream(Source, Length, leaveOpen: true));
        }

        public override Body Slice(long offset, long length) => Source.CanSeek
            ? new Stream(Source, _start + Within(offset, length), length)
            : throw new InvalidOperationException("The body is a stream that cannot seek: a range of it cannot be taken.");
    }

    private protected long Within(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, (Length ?? long.MaxValue) - length);
        return offset;
    }
}
