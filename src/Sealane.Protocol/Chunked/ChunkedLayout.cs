using Sealane.Signing.Artifacts;

namespace Sealane.Protocol.Chunked;

/// <summary>
/// The shape of an aws-chunked body, all of which is known before its first byte is read: so Content-Length can be sent and
/// Transfer-Encoding never is.
/// </summary>
public sealed record ChunkedLayout
{
    /// <value>The bytes of a chunk unless another number is asked for: 65,536.</value>
    public const int DefaultChunkSize = 65_536;

    /// <summary>A layout.</summary>
    /// <param name="decodedLength">The bytes of the object or part.</param>
    /// <param name="signed">Whether each chunk, and the trailer, carries a signature.</param>
    /// <param name="trailers">What follows the last chunk; null for nothing.</param>
    /// <param name="chunkSize">The bytes of each chunk but the last, at least 8192 (S3 refuses less).</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative or the chunk size too small.</exception>
    public ChunkedLayout(long decodedLength, bool signed, IReadOnlyList<TrailerShape>? trailers = null, int chunkSize = DefaultChunkSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decodedLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkSize, ChunkFrame.MinSize);
        DecodedLength = decodedLength;
        Signed = signed;
        Trailers = trailers ?? [];
        ChunkSize = chunkSize;
        EncodedLength = Count();
    }

    /// <value>The bytes of the object or part: x-amz-decoded-content-length.</value>
    public long DecodedLength { get; }

    /// <value>Whether each chunk, and the trailer, carries a signature.</value>
    public bool Signed { get; }

    /// <value>What follows the last chunk.</value>
    public IReadOnlyList<TrailerShape> Trailers { get; }

    /// <value>The bytes of each chunk but the last.</value>
    public int ChunkSize { get; }

    /// <value>The bytes on the wire: Content-Length.</value>
    public long EncodedLength { get; }

    /// <value>The value of x-amz-content-sha256 that announces this body.</value>
    public string PayloadWord => (Signed, Trailers.Count > 0) switch
    {
        (true, true) => PayloadHash.StreamingSignedTrailer,
        (true, false) => PayloadHash.StreamingSigned,
        (false, true) => PayloadHash.StreamingUnsignedTrailer,
        (false, false) => PayloadHash.Unsigned,
    };

    private long Count()
    {
        var (full, rest) = Math.DivRem(DecodedLength, ChunkSize);
        var length = (full * Chunk(ChunkSize)) + (rest == 0 ? 0 : Chunk(rest)) + ChunkFrame.HeadLength(0, Signed) + ChunkFrame.LineEnd.Length;
        for (var i = 0; i < Trailers.Count; i++)
        {
            length += Trailers[i].EncodedLength;
        }

        return Signed && Trailers.Count > 0 ? length + new TrailerShape(ChunkFrame.TrailerSignatureName, ChunkFrame.SignatureLength).EncodedLength : length;
    }

    private long Chunk(long size) => ChunkFrame.HeadLength(size, Signed) + size + ChunkFrame.LineEnd.Length;
}
