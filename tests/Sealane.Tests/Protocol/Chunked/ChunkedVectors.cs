using Sealane.Protocol.Checksums;
using Sealane.Protocol.Chunked;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Protocol.Chunked;

/// <summary>Bodies whose bytes are known from elsewhere: S3's API reference, the tests of AWS's C runtime, and boto3 on the wire.</summary>
public sealed class ChunkedVectors
{
    private static readonly string A65536 = new('a', 65536);
    private static readonly string A1024 = new('a', 1024);

    private static readonly string Chunks =
        $"10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n{A65536}\r\n"
        + $"400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n{A1024}\r\n"
        + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n";

    private static readonly string TrailerChunks =
        $"10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n{A65536}\r\n"
        + $"400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n{A1024}\r\n"
        + "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n";

    private const string TrailerSeed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
    private const string TrailerSignature = "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";

    [Fact]
    public void The_published_signed_body_is_written_and_read()
    {
        var layout = new ChunkedLayout(66560, signed: true);
        Assert.Equal(66824, layout.EncodedLength);
        Assert.Equal("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", layout.PayloadWord);
        Check(layout, Bodies.Seed, [], Chunks + "\r\n");
    }

    [Fact]
    public void The_published_signed_trailer_is_written_and_read()
    {
        var layout = new ChunkedLayout(66560, signed: true, [TrailerShape.Of(ChecksumAlgorithm.Crc32C)]);
        Assert.Equal("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", layout.PayloadWord);
        Check(layout, TrailerSeed, [new("x-amz-checksum-crc32c", "sOO8/Q==")], TrailerChunks + "x-amz-checksum-crc32c:sOO8/Q==\r\n" + TrailerSignature);
        Assert.Equal("sOO8/Q==", ChecksumHasher.Of(ChecksumAlgorithm.Crc32C, Bodies.OfA(66560)).ToBase64());
    }

    [Fact]
    public void The_published_example_ends_the_trailers_line_with_a_bare_line_feed_and_is_read_all_the_same()
    {
        var body = Bodies.Text(TrailerChunks + "x-amz-checksum-crc32c:sOO8/Q==\n\r\n" + TrailerSignature);
        Read(66560, TrailerSeed, [new("x-amz-checksum-crc32c", "sOO8/Q==")], body);
    }

    [Fact]
    public void Several_trailers_are_signed_sorted_and_sent_in_the_order_of_their_announcement()
    {
        var layout = new ChunkedLayout(66560, signed: true, [new("third", 3), new("first", 3), new("second", 3)]);
        Check(
            layout,
            Bodies.Seed,
            [new("third", "3rd"), new("first", "1st"), new("second", "2nd")],
            Chunks + "third:3rd\r\nfirst:1st\r\nsecond:2nd\r\nx-amz-trailer-signature:df5735bd9f3295cd9386572292562fefc93ba94e80a0a1ddcbd652c4e0a75e6c\r\n\r\n");
    }

    [Fact]
    public void An_unsigned_body_is_byte_for_byte_what_boto3_sends()
    {
        var layout = new ChunkedLayout(5, signed: false, [TrailerShape.Of(ChecksumAlgorithm.Crc32)]);
        Assert.Equal("STREAMING-UNSIGNED-PAYLOAD-TRAILER", layout.PayloadWord);
        CheckBody(layout, "hello"u8.ToArray(), null, [new("x-amz-checksum-crc32", "NhCmhg==")], "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
    }

    [Fact]
    public void An_empty_body_is_the_last_chunk_once()
    {
        CheckBody(
            new ChunkedLayout(0, signed: false, [TrailerShape.Of(ChecksumAlgorithm.Crc32)]), [], null, [new("x-amz-checksum-crc32", "AAAAAA==")], "0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
        CheckBody(new ChunkedLayout(0, signed: false), [], null, [], "0\r\n\r\n");
    }

    private static void Check(ChunkedLayout layout, string seed, HeaderField[] trailers, string body) =>
        CheckBody(layout, Bodies.OfA((int)layout.DecodedLength), seed, trailers, body);

    private static void CheckBody(ChunkedLayout layout, byte[] data, string? seed, HeaderField[] trailers, string body)
    {
        Assert.Equal(body, System.Text.Encoding.Latin1.GetString(Bodies.Encode(layout, data, seed is null ? null : Bodies.Chain(seed), trailers)));
        Assert.Equal(body.Length, layout.EncodedLength);
        Assert.Equal(data, Read(data.Length, seed, trailers, Bodies.Text(body)));
    }

    private static byte[] Read(long length, string? seed, HeaderField[] trailers, byte[] body)
    {
        var decoder = new ChunkedDecoder(length, seed is null ? null : Bodies.Chain(seed), [.. trailers.Select(trailer => trailer.Name)]);
        var (fault, decoded) = Bodies.Decode(decoder, body, 1000, 1, 70_000);
        Assert.Null(fault);
        Assert.True(decoder.IsComplete);
        Assert.Equal(trailers, decoder.Trailers);
        return decoded;
    }
}
