using System.Numerics;

namespace Sealane.Protocol.Chunked;

/// <summary>The aws-chunked grammar's fixed parts and sizes (S3 API, sigv4-streaming and sigv4-streaming-trailers).</summary>
/// <remarks>
/// <code>
/// body     = *chunk last-chunk *trailer [trailer-signature] CRLF
/// chunk    = size [";chunk-signature=" 64HEXDIG] CRLF data CRLF
/// last     = "0" [";chunk-signature=" 64HEXDIG] CRLF
/// trailer  = name ":" value CRLF
/// trailer-signature = "x-amz-trailer-signature:" 64HEXDIG CRLF
/// </code>
/// It is the body's own framing. HTTP's chunked coding, whose syntax it borrows, may or may not be around it.
/// </remarks>
internal static class ChunkFrame
{
    /// <summary>Every chunk but the last with data has at least this many bytes, else S3 answers InvalidChunkSizeError.</summary>
    public const int MinSize = 8192;

    /// <summary>The hexadecimal digits of a signature.</summary>
    public const int SignatureLength = 64;

    public const string TrailerSignatureName = "x-amz-trailer-signature";

    public static ReadOnlySpan<byte> SignatureExtension => ";chunk-signature="u8;

    public static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    public static int HeadLength(long size, bool signed) =>
        HexLength(size) + (signed ? SignatureExtension.Length + SignatureLength : 0) + LineEnd.Length;

    public static int HexLength(long size) => size == 0 ? 1 : (BitOperations.Log2((ulong)size) / 4) + 1;
}
