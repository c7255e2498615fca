using System.Buffers;
using System.Text;
using CsCheck;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Chunked;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;
using Sealane.Signing.Streaming;

namespace Sealane.Tests.Protocol.Chunked;

/// <summary>An aws-chunked body to be encoded or decoded, in one of the four forms.</summary>
internal sealed record Form(bool Signed, bool Trailer, int ChunkSize)
{
    public static Gen<Form> Any { get; } = Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[8192, 12_000], (signed, trailer, size) => new Form(signed, trailer, size));

    public ChunkedLayout Layout(long length) => new(length, Signed, Trailer ? [TrailerShape.Of(ChecksumAlgorithm.Crc32)] : null, ChunkSize);

    public IReadOnlyList<HeaderField> Trailers(byte[] data) =>
        Trailer ? [new("x-amz-checksum-crc32", ChecksumHasher.Of(ChecksumAlgorithm.Crc32, data).ToBase64())] : [];

    public byte[] Encode(byte[] data) => Bodies.Encode(Layout(data.Length), data, Signed ? Bodies.Chain() : null, Trailers(data));

    public ChunkedDecoder Decoder(long length) => new(length, Signed ? Bodies.Chain() : null, Trailer ? ["x-amz-checksum-crc32"] : []);
}

internal static class Bodies
{
    public const string Seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";

    public static Gen<byte[]> Data { get; } = Gen.OneOf(Gen.Byte.Array[0, 3], Gen.Byte.Array[8190, 8194], Gen.Byte.Array[0, 40_000]);

    // The credentials, time and scope of the examples in S3's API reference.
    public static ChunkSigner Chain(string seed = Seed) => new(
        SigningKey.Derive("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", new CredentialScope("20130524", "us-east-1", "s3")), "20130524T000000Z", seed);

    public static byte[] Encode(ChunkedLayout layout, byte[] data, ChunkSigner? signer, IReadOnlyList<HeaderField> trailers)
    {
        var encoder = new ChunkedEncoder(layout, signer);
        var output = new ArrayBufferWriter<byte>();
        var rest = data.AsSpan();
        while (encoder.NextChunkLength > 0)
        {
            var chunk = rest[..encoder.NextChunkLength];
            rest = rest[chunk.Length..];
            encoder.WriteChunk(chunk, output);
        }

        encoder.WriteEnd(trailers, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Decodes input that comes in pieces of the given sizes, over and over.</summary>
    public static (ChunkedFault? Fault, byte[] Decoded) Decode(ChunkedDecoder decoder, byte[] body, params int[] sizes)
    {
        var output = new ArrayBufferWriter<byte>();
        for (var (start, i) = (0, 0); start < body.Length; i++)
        {
            var size = sizes.Length == 0 ? body.Length : Math.Min(sizes[i % sizes.Length], body.Length - start);

            // A copy that is wiped afterwards: what the decoder held of it by reference would show.
            var piece = body.AsSpan(start, size).ToArray();
            ReadOnlyMemory<byte> input = piece;
            while (!input.IsEmpty)
            {
                var before = input.Length;
                var fault = decoder.Decode(ref input, out var decoded);
                output.Write(decoded.Span);
                if (fault is not null)
                {
                    Assert.Equal(0, decoded.Length);
                    Assert.Same(fault, decoder.Decode(ref input, out _));
                    Assert.Same(fault, decoder.Complete());
                    return (fault, output.WrittenSpan.ToArray());
                }

                Assert.True(input.Length < before, "The decoder took nothing.");
            }

            Array.Fill(piece, (byte)0xEE);
            start += size;
        }

        return (decoder.Complete(), output.WrittenSpan.ToArray());
    }

    public static byte[] Text(string body) => Encoding.Latin1.GetBytes(body);

    public static byte[] OfA(int length)
    {
        var data = new byte[length];
        Array.Fill(data, (byte)'a');
        return data;
    }
}
