using Minio;
using Minio.DataModel.Args;

namespace Sealane.Bench.Peers;

/// <summary>MinIO's client for .NET.</summary>
internal sealed class MinioPeer(Uri endpoint) : IPeer
{
    private readonly IMinioClient _s3 = new MinioClient()
        .WithEndpoint(endpoint.Authority)
        .WithCredentials(PeerTable.Keys.Id, PeerTable.Keys.Secret)
        .WithRegion("us-east-1")
        .WithSSL(endpoint.Scheme == "https")
        .Build();

    public Task PutFileAsync(string path, string key) =>
        _s3.PutObjectAsync(new PutObjectArgs().WithBucket(PeerTable.Bucket).WithObject(key).WithFileName(path));

    public Task GetFileAsync(string key, string path) =>
        _s3.GetObjectAsync(new GetObjectArgs().WithBucket(PeerTable.Bucket).WithObject(key).WithFile(path));

    public async Task PutAsync(byte[] bytes, string key)
    {
        using var stream = new MemoryStream(bytes);
        await _s3.PutObjectAsync(new PutObjectArgs().WithBucket(PeerTable.Bucket).WithObject(key).WithStreamData(stream).WithObjectSize(bytes.Length));
    }

    public async Task<int> GetAsync(string key, byte[] into)
    {
        var count = 0;
        await _s3.GetObjectAsync(new GetObjectArgs().WithBucket(PeerTable.Bucket).WithObject(key).WithCallbackStream(
            async (stream, cancellation) => count = await stream.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancellation)));
        return count;
    }

    public string Presign(string key) =>
        _s3.PresignedGetObjectAsync(new PresignedGetObjectArgs().WithBucket(PeerTable.Bucket).WithObject(key).WithExpiry(3600)).GetAwaiter().GetResult();

    public void Dispose() => _s3.Dispose();
}
