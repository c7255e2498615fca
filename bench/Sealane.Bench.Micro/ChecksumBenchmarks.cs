using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Chunked;
using Sealane.Signing.Requests;

namespace Sealane.Bench.Micro;

/// <summary>What every byte of a transfer passes through: the CRC, the framing, and at the end the parts' CRCs combined.</summary>
[MemoryDiagnoser]
public class ChecksumBenchmarks
{
    private const int Length = 1 << 20;

    private static readonly HeaderField[] Trailers = [new("x-amz-checksum-crc64nvme", "rosUhgp5n4g=")];

    private readonly byte[] _bytes = new byte[Length];
    private readonly ChecksumHasher _crc = new(ChecksumAlgorithm.Crc64Nvme);
    private readonly ChunkedLayout _layout = new(Length, signed: false, [TrailerShape.Of(ChecksumAlgorithm.Crc64Nvme)]);
    private readonly ArrayBufferWriter<byte> _framed = new(2 * Length);
    private readonly Checksum _first = ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, "first"u8);
    private readonly Checksum _second = ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, "second"u8);

    [GlobalSetup]
    public void Fill() => new Random(1).NextBytes(_bytes);

    [Benchmark]
    public void AppendOneMiBToCrc64() => _crc.Append(_bytes);

    [Benchmark]
    public object CombineTwoParts() => ChecksumCombination.Combine(_first, _second, 8 << 20);

    [Benchmark]
    public int FrameOneMiB()
    {
        _framed.ResetWrittenCount();
        var encoder = new ChunkedEncoder(_layout);
        for (var left = _bytes.AsSpan(); !left.IsEmpty;)
        {
            var chunk = left[..encoder.NextChunkLength];
            encoder.WriteChunk(chunk, _framed);
            left = left[chunk.Length..];
        }

        encoder.WriteEnd(Trailers, _framed);
        return _framed.WrittenCount;
    }
}
