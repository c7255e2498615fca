using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Sealane.Bench.Peers;

/// <summary>AWSSDK.S3, an object in one request.</summary>
internal sealed class AwsPeer(Uri endpoint, bool unsigned) : IPeer
{
    private readonly AmazonS3Client _s3 = Client(endpoint);

    public static AmazonS3Client Client(Uri endpoint) => new(
        new BasicAWSCredentials(PeerTable.Keys.Id, PeerTable.Keys.Secret),
        new AmazonS3Config { ServiceURL = endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

    public Task PutFileAsync(string path, string key) => _s3.PutObjectAsync(
        new PutObjectRequest { BucketName = PeerTable.Bucket, Key = key, FilePath = path, DisablePayloadSigning = unsigned });

    public async Task GetFileAsync(string key, string path)
    {
        using var found = await _s3.GetObjectAsync(PeerTable.Bucket, key);
        await found.WriteResponseStreamToFileAsync(path, append: false, default);
    }

    public Task PutAsync(byte[] bytes, string key) => _s3.PutObjectAsync(
        new PutObjectRequest { BucketName = PeerTable.Bucket, Key = key, InputStream = new MemoryStream(bytes), DisablePayloadSigning = unsigned });

    public async Task<int> GetAsync(string key, byte[] into)
    {
        using var found = await _s3.GetObjectAsync(PeerTable.Bucket, key);
        var count = await found.ResponseStream.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false);
        return await found.ResponseStream.ReadAsync(new byte[1]) == 0 ? count : throw new InvalidDataException("The object is longer than it should be.");
    }

    public string Presign(string key) => _s3.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = PeerTable.Bucket,
        Key = key,
        Verb = HttpVerb.GET,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
    });

    public void Dispose() => _s3.Dispose();
}
