namespace Sealane.Edge.Framing;

/// <summary>What a hop does to a body besides passing it on. How the body is framed is not said here: the framing follows the head that goes on.</summary>
public sealed record BodyChange
{
    /// <summary>Nothing.</summary>
    public static BodyChange None { get; } = new();

    /// <value>How chunks are written. Default: as they came; as many bytes as are at hand where none came.</value>
    public ChunkStyle? Chunks { get; init; }

    /// <value>What becomes of trailer fields. Default: forwarded, where the body goes on chunked.</value>
    public TrailerFate Trailers { get; init; }

    /// <value>Whether the content is compressed with gzip. Default: no.</value>
    public bool Gzips { get; init; }

    /// <value>The stretch of the content that goes on, from a byte, so many of them. Default: all of it.</value>
    public (long From, long Length)? Slice { get; init; }

    /// <value>What goes on in place of the content. Default: the content.</value>
    public ReadOnlyMemory<byte>? Replacement { get; init; }
}
