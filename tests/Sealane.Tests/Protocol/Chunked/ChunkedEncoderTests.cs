using System.Buffers;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Chunked;

namespace Sealane.Tests.Protocol.Chunked;

public sealed class ChunkedEncoderTests
{
    private static readonly ArrayBufferWriter<byte> Nowhere = new();

    [Fact]
    public void A_layout_takes_no_chunk_size_that_S3_refuses()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkedLayout(1, signed: false, chunkSize: 8191));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkedLayout(-1, signed: false));
        Assert.Equal(65_536, new ChunkedLayout(1, signed: true).ChunkSize);
    }

    [Fact]
    public void Signer_and_layout_must_agree()
    {
        Assert.Throws<ArgumentException>(() => new ChunkedEncoder(new ChunkedLayout(1, signed: true)));
        Assert.Throws<ArgumentException>(() => new ChunkedEncoder(new ChunkedLayout(1, signed: false), Bodies.Chain()));
        Assert.Throws<InvalidOperationException>(() =>
            new ChunkedEncoder(new ChunkedLayout(1, signed: true), Bodies.Chain()).ChunkHead(1, new byte[ChunkedEncoder.MaxHeadLength]));
    }

    [Fact]
    public void Chunks_have_the_layouts_size_and_the_end_comes_once()
    {
        var encoder = new ChunkedEncoder(new ChunkedLayout(8193, signed: false, chunkSize: 8192));
        Assert.Equal(8192, encoder.NextChunkLength);
        Assert.Throws<ArgumentException>(() => encoder.WriteChunk(new byte[8191], Nowhere));
        encoder.WriteChunk(new byte[8192], Nowhere);
        Assert.Equal(1, encoder.NextChunkLength);
        Assert.Throws<ArgumentException>(() => encoder.WriteChunk([], Nowhere));
        Assert.Throws<InvalidOperationException>(() => encoder.WriteEnd([], Nowhere));
        encoder.WriteChunk(new byte[1], Nowhere);
        Assert.Equal(0, encoder.NextChunkLength);
        Assert.Throws<InvalidOperationException>(() => encoder.WriteChunk([], Nowhere));
        encoder.WriteEnd([], Nowhere);
        Assert.Throws<InvalidOperationException>(() => encoder.WriteEnd([], Nowhere));
    }

    [Fact]
    public void Trailers_are_the_announced_ones()
    {
        var encoder = new ChunkedEncoder(new ChunkedLayout(0, signed: false, [TrailerShape.Of(ChecksumAlgorithm.Crc32)]));
        Assert.Throws<ArgumentException>(() => encoder.WriteEnd([], Nowhere));
        Assert.Throws<ArgumentException>(() => encoder.WriteEnd([new("x-amz-checksum-crc32c", "AAAAAA==")], Nowhere));
        Assert.Throws<ArgumentException>(() => encoder.WriteEnd([new("x-amz-checksum-crc32", "AAAA")], Nowhere));
        Assert.Throws<ArgumentException>(() => encoder.WriteEnd([new("x-amz-checksum-crc32", "AAAAAA\r\n")], Nowhere));
    }

    [Fact]
    public void The_trailer_of_each_checksum_has_the_length_of_its_base64()
    {
        foreach (var row in ChecksumTable.Rows)
        {
            Assert.Equal(new TrailerShape(row.HeaderName, ChecksumHasher.Of(row.Algorithm, []).ToBase64().Length), TrailerShape.Of(row.Algorithm));
        }
    }
}
