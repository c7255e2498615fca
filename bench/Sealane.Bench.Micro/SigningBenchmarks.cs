using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Canonical;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Bench.Micro;

/// <summary>A PUT's signature, with the key cached; its canonical form alone; and a presigned URL.</summary>
[MemoryDiagnoser]
public class SigningBenchmarks
{
    private static readonly string[] SignedHeaders = ["content-type", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-trailer"];

    private readonly Signer _signer = new(new SigningKeyCache());
    private readonly Presigner _presigner = new(new SigningKeyCache());
    private readonly SigningCredentials _keys = new("AKIASEALANEBENCH0001", "sealane+bench/secret");
    private readonly ArrayBufferWriter<byte> _canonical = new(4096);

    private readonly RequestHead _put = new("PUT", "/photos/2026/11/report%20one.parquet",
    [
        new("Host", "s3.eu-west-1.amazonaws.com"),
        new("Content-Type", "application/octet-stream"),
        new("Content-Length", "1073758311"),
        new("Content-Encoding", "aws-chunked"),
        new("x-amz-decoded-content-length", "1073741824"),
        new("x-amz-trailer", "x-amz-checksum-crc64nvme"),
        new("User-Agent", "sealane"),
    ]);

    private readonly SigningParameters _parameters = new()
    {
        Region = "eu-west-1",
        Time = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        PayloadHash = PayloadHash.StreamingUnsignedTrailer,
    };

    private readonly PresigningParameters _presigning = new()
    {
        Region = "eu-west-1",
        Time = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        PayloadHash = PayloadHash.Unsigned,
    };

    [Benchmark]
    public object SignPut() => _signer.Sign(_put, _keys, _parameters);

    [Benchmark]
    public object Presign() => _presigner.Presign(_put, _keys, _presigning);

    [Benchmark]
    public int CanonicalForm()
    {
        _canonical.ResetWrittenCount();
        CanonicalRequest.Write(_put, SignedHeaders, PayloadHash.StreamingUnsignedTrailer, _canonical);
        return _canonical.WrittenCount;
    }
}
