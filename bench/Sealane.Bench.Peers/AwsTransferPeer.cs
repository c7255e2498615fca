using Amazon.S3;
using Amazon.S3.Transfer;

namespace Sealane.Bench.Peers;

/// <summary>AWSSDK.S3's TransferUtility, which puts large files in parts.</summary>
internal sealed class AwsTransferPeer : IPeer
{
    private readonly AmazonS3Client _s3;
    private readonly TransferUtility _transfer;

    public AwsTransferPeer(Uri endpoint)
    {
        _s3 = AwsPeer.Client(endpoint);
        _transfer = new TransferUtility(_s3);
    }

    public Task PutFileAsync(string path, string key) => _transfer.UploadAsync(path, PeerTable.Bucket, key);

    public Task GetFileAsync(string key, string path) => _transfer.DownloadAsync(path, PeerTable.Bucket, key);

    public Task PutAsync(byte[] bytes, string key) => _transfer.UploadAsync(new MemoryStream(bytes), PeerTable.Bucket, key);

    public async Task<int> GetAsync(string key, byte[] into)
    {
        await using var body = await _transfer.OpenStreamAsync(PeerTable.Bucket, key);
        return await body.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false);
    }

    public string Presign(string key) => throw new NotSupportedException("TransferUtility presigns nothing.");

    public void Dispose()
    {
        _transfer.Dispose();
        _s3.Dispose();
    }
}
