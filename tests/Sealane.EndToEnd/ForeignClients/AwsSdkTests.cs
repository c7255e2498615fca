using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Sealane.EndToEnd.Running;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>AWS's SDK for .NET against the endpoint, in every form in which it can be told to send a body.</summary>
public sealed class AwsSdkTests
{
    private const int PartSize = 5 << 20;
    private const string OddKey = "dir/h\u00e9llo w+rld & (1).txt";

    /// <summary>Scheme, manner, and the form of the body that this manner puts on the wire: a manner that changes nothing would test nothing.</summary>
    public static TheoryData<string, string, string> Manners => new()
    {
        { "http", "defaults", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" },
        { "https", "defaults", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" },
        { "https", "DisablePayloadSigning", "STREAMING-UNSIGNED-PAYLOAD-TRAILER" },
        { "http", "UseChunkEncoding=false", "SHA-256" },
        { "https", "UseChunkEncoding=false", "SHA-256" },
        { "http", "WHEN_REQUIRED", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" },
        { "https", "WHEN_REQUIRED", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" },
    };

    [Theory]
    [MemberData(nameof(Manners))]
    public async Task It_puts_gets_heads_lists_copies_uploads_in_parts_and_deletes(string scheme, string manner, string form)
    {
        await using var endpoint = await ServedEndpoint.StartAsync(scheme);
        using var s3 = Client(endpoint, config =>
            config.RequestChecksumCalculation = manner == "WHEN_REQUIRED" ? RequestChecksumCalculation.WHEN_REQUIRED : RequestChecksumCalculation.WHEN_SUPPORTED);
        var (unsigned, chunks) = (manner == "DisablePayloadSigning", manner != "UseChunkEncoding=false");
        await s3.PutBucketAsync("box");

        var small = Content.Of(200_000);
        var put = new PutObjectRequest
        {
            BucketName = "box",
            Key = OddKey,
            InputStream = new MemoryStream(small),
            ContentType = "text/plain",
            DisablePayloadSigning = unsigned,
            UseChunkEncoding = chunks,
        };
        put.Metadata.Add("colour", "blue");
        await s3.PutObjectAsync(put);
        Assert.Equal(Content.Hash(small), await HashAsync(s3, OddKey));

        var head = await s3.GetObjectMetadataAsync("box", OddKey);
        Assert.Equal((small.Length, "text/plain", "blue"), (head.ContentLength, head.Headers.ContentType, head.Metadata["colour"]));

        var listed = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "box" });
        Assert.Equal((OddKey, (long)small.Length), (Assert.Single(listed.S3Objects).Key, listed.S3Objects[0].Size));

        await s3.CopyObjectAsync("box", OddKey, "box", "copy");
        Assert.Equal(Content.Hash(small), await HashAsync(s3, "copy"));

        var large = Content.Of(PartSize + 1000);
        Assert.EndsWith("-2\"", await PutInPartsAsync(s3, large, unsigned, chunks), StringComparison.Ordinal);
        Assert.Equal(Content.Hash(large), await HashAsync(s3, "large"));

        foreach (var key in new[] { OddKey, "copy", "large" })
        {
            await s3.DeleteObjectAsync("box", key);
        }

        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync("box", "large"));
        Assert.Equal(("NoSuchKey", HttpStatusCode.NotFound), (missing.ErrorCode, missing.StatusCode));
        Assert.Equal([form, form, form], [.. endpoint.PayloadForms("PutObject"), .. endpoint.PayloadForms("UploadPart")]);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("http" + ServedEndpoint.Gated)]
    [InlineData("https" + ServedEndpoint.Gated)]
    public async Task Its_transfer_utility_moves_twenty_megabytes_in_parts_and_back(string scheme)
    {
        await using var endpoint = await ServedEndpoint.StartAsync(scheme);
        using var s3 = Client(endpoint);
        using var transfer = new TransferUtility(s3);
        using var folder = new ScratchFolder();
        var file = folder.Random("large", 20 << 20);
        await s3.PutBucketAsync("box");

        await transfer.UploadAsync(file, "box", "large");
        await transfer.DownloadAsync(folder.File("back"), "box", "large");

        Assert.Equal(await Content.HashOfFileAsync(file), await Content.HashOfFileAsync(folder.File("back")));
        Assert.True(endpoint.PayloadForms("UploadPart").Count() > 1);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("http" + ServedEndpoint.Gated)]
    [InlineData("https" + ServedEndpoint.Gated)]
    public async Task A_URL_that_it_presigned_puts_and_another_gets(string scheme)
    {
        await using var endpoint = await ServedEndpoint.StartAsync(scheme);
        using var s3 = Client(endpoint);
        await s3.PutBucketAsync("box");
        var bytes = Content.Of(50_000);

        using var put = await endpoint.Http.PutAsync(await PresignAsync(s3, endpoint, HttpVerb.PUT), new ByteArrayContent(bytes));
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(Content.Hash(bytes), Content.Hash(await endpoint.Http.GetByteArrayAsync(await PresignAsync(s3, endpoint, HttpVerb.GET))));

        using var refused = await endpoint.Http.DeleteAsync(await PresignAsync(s3, endpoint, HttpVerb.GET));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<Uri> PresignAsync(AmazonS3Client s3, ServedEndpoint endpoint, HttpVerb verb) => new(await s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
    {
        BucketName = "box",
        Key = OddKey,
        Verb = verb,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5),
        Protocol = endpoint.IsSecure ? Amazon.S3.Protocol.HTTPS : Amazon.S3.Protocol.HTTP,
    }));

    private static async Task<string> PutInPartsAsync(AmazonS3Client s3, byte[] bytes, bool unsigned, bool chunks)
    {
        var upload = (await s3.InitiateMultipartUploadAsync("box", "large")).UploadId;
        var parts = new List<PartETag>();
        foreach (var part in bytes.Chunk(PartSize))
        {
            var sent = await s3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = "box",
                Key = "large",
                UploadId = upload,
                PartNumber = parts.Count + 1,
                InputStream = new MemoryStream(part),
                DisablePayloadSigning = unsigned,
                UseChunkEncoding = chunks,
            });
            parts.Add(new PartETag(sent));
        }

        var whole = await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = "box", Key = "large", UploadId = upload, PartETags = parts });
        return whole.ETag;
    }

    private static async Task<string> HashAsync(AmazonS3Client s3, string key)
    {
        using var found = await s3.GetObjectAsync("box", key);
        return await Content.HashAsync(found.ResponseStream);
    }

    private static AmazonS3Client Client(ServedEndpoint endpoint, Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = endpoint.Url,
            ForcePathStyle = true,
            AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 0,
            HttpClientFactory = new Trusting(endpoint.Http),
        };
        configure?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials(ServedEndpoint.Key.AccessKeyId, ServedEndpoint.Key.SecretAccessKey), config);
    }

    private sealed class Trusting(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
