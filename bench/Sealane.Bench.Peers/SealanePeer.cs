using Sealane.Credentials;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Transport;

namespace Sealane.Bench.Peers;

/// <summary>Sealane's library.</summary>
internal sealed class SealanePeer(Uri endpoint, TransportKind transport, PayloadSigning signing) : IPeer
{
    private readonly S3Client _s3 = new(new S3ClientOptions
    {
        Region = "us-east-1",
        EndpointUrl = endpoint,
        Credentials = new GivenCredentials(new(PeerTable.Keys.Id, PeerTable.Keys.Secret)),
        Proxy = ProxyRules.None,
        Transport = transport,
        PayloadSigning = signing,
        CaBundle = endpoint.Scheme == "https" ? Environment.GetEnvironmentVariable("AWS_CA_BUNDLE") : null,
    });

    public Task PutFileAsync(string path, string key) => _s3.UploadFileAsync(PeerTable.Bucket, key, path);

    public Task GetFileAsync(string key, string path) => _s3.DownloadFileAsync(PeerTable.Bucket, key, path);

    public Task PutAsync(byte[] bytes, string key) =>
        _s3.PutObjectAsync(new PutObjectRequest { Bucket = PeerTable.Bucket, Key = key, Body = bytes });

    public async Task<int> GetAsync(string key, byte[] into)
    {
        await using var found = await _s3.GetObjectAsync(PeerTable.Bucket, key);
        var count = await found.Body.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false);

        // The checksum is compared at the end of the stream.
        return await found.Body.ReadAsync(new byte[1]) == 0 ? count : throw new InvalidDataException("The object is longer than it should be.");
    }

    public string Presign(string key)
    {
        var url = _s3.PresignGetAsync(PeerTable.Bucket, key, TimeSpan.FromHours(1));
        return (url.IsCompletedSuccessfully ? url.Result : url.AsTask().GetAwaiter().GetResult()).Url;
    }

    public void Dispose() => _s3.Dispose();
}
