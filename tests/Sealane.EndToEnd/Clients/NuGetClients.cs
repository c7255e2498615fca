using System.Net;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Minio;
using Minio.DataModel.Args;
using Sealane.Lab;

namespace Sealane.EndToEnd.Clients;

/// <summary>The clients that NuGet has, in this process: through the lab's proxy, and under its authority alone.</summary>
internal static class NuGetClients
{
    private const string Bucket = "clients-bucket";

    /// <summary>What each does, by its name: put, get, list, multipart, presigned.</summary>
    public static IReadOnlyDictionary<string, Func<S3Lab, Task>> All { get; } = new Dictionary<string, Func<S3Lab, Task>>
    {
        ["AWS SDK for .NET"] = AwsAsync,
        ["MinIO for .NET"] = MinioAsync,
    };

    private static async Task AwsAsync(S3Lab lab)
    {
        using var http = Http(lab);
        using var s3 = new AmazonS3Client(
            lab.Credentials.AccessKeyId, lab.Credentials.SecretAccessKey, new AmazonS3Config { RegionEndpoint = Amazon.RegionEndpoint.USEast1, HttpClientFactory = new Shared(http) });
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "reports/a b+c~.txt", ContentBody = "hello", ContentType = "text/plain" });
        using (await s3.GetObjectAsync(Bucket, "reports/a b+c~.txt"))
        {
        }

        await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "reports/" });
        var begun = await s3.InitiateMultipartUploadAsync(Bucket, "large");
        var part = await s3.UploadPartAsync(new UploadPartRequest { BucketName = Bucket, Key = "large", UploadId = begun.UploadId, PartNumber = 1, InputStream = new MemoryStream(new byte[5 << 20]) });
        await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = Bucket, Key = "large", UploadId = begun.UploadId, PartETags = [new PartETag(part)] });
        var soon = TimeProvider.System.GetUtcNow().AddMinutes(5).UtcDateTime;
        var url = await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = Bucket, Key = "large", Expires = soon });
        using var answer = await http.GetAsync(url);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task MinioAsync(S3Lab lab)
    {
        using var http = Http(lab);
        using var s3 = new MinioClient().WithEndpoint("s3.amazonaws.com").WithRegion("us-east-1").WithSSL()
            .WithCredentials(lab.Credentials.AccessKeyId, lab.Credentials.SecretAccessKey).WithHttpClient(http).Build();
        async Task PutAsync(string key, byte[] bytes) => await s3.PutObjectAsync(
            new PutObjectArgs().WithBucket(Bucket).WithObject(key).WithContentType("text/plain").WithStreamData(new MemoryStream(bytes)).WithObjectSize(bytes.Length));
        await PutAsync("reports/a b+c~.txt", "hello"u8.ToArray());
        await s3.GetObjectAsync(new GetObjectArgs().WithBucket(Bucket).WithObject("reports/a b+c~.txt").WithCallbackStream(stream => stream.CopyTo(Stream.Null)));
        await foreach (var _ in s3.ListObjectsEnumAsync(new ListObjectsArgs().WithBucket(Bucket).WithPrefix("reports/").WithRecursive(true)))
        {
        }

        await PutAsync("large", new byte[17 << 20]);
        var url = await s3.PresignedGetObjectAsync(new PresignedGetObjectArgs().WithBucket(Bucket).WithObject("large").WithExpiry(300));
        using var answer = await http.GetAsync(url);
        answer.EnsureSuccessStatusCode();
    }

    private static HttpClient Http(S3Lab lab)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(lab.AuthorityFile);
        var handler = new SocketsHttpHandler { Proxy = new WebProxy(lab.ProxyUri) };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new HttpClient(handler);
    }

    private sealed class Shared(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
