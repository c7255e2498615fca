using System.Buffers;
using BenchmarkDotNet.Attributes;
using Sealane.Signing;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Canonical;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Bench.Micro;

/// <summary>A PUT's signature, with the key cached: the whole head, the value of Authorization, its canonical form alone; and a presigned URL.</summary>
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

    private readonly RequestHead _dated;

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

    public SigningBenchmarks() =>
        _dated = _put.With("x-amz-date", Timestamps.Write(_parameters.Time)).With("x-amz-content-sha256", _parameters.PayloadHash);

    [Benchmark]
    public object SignPut() => _signer.Sign(_put, _keys, _parameters);

    [Benchmark]
    public string AuthorizePut() => _signer.Authorize(_dated, _keys, _parameters);

    [Benchmark]
    public string PresignUrl() => _presigner.Url("https://s3.eu-west-1.amazonaws.com", _put, _keys, _presigning, out _);

    [Benchmark]
    public int CanonicalForm()
    {
        _canonical.ResetWrittenCount();
        CanonicalRequest.Write(_put, SignedHeaders, PayloadHash.StreamingUnsignedTrailer, _canonical);
        return _canonical.WrittenCount;
    }
}
