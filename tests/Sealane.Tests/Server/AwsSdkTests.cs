using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Sealane.Server.Storage.Files;

namespace Sealane.Tests.Server;

/// <summary>AWS's own SDK for .NET against the endpoint over plain HTTP: no setting but the address and path style.</summary>
public sealed class AwsSdkTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_SDK_puts_gets_lists_copies_uploads_in_parts_and_deletes(bool files)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("sealane-sdk");
        FileStore? store = files ? FileStore.Open(folder.FullName) : null;

        try
        {
            await using TestEndpoint endpoint = await TestEndpoint.StartAsync(options => options with { Time = TimeProvider.System }, store);
            using AmazonS3Client s3 = Client(endpoint);
            await RunAsync(s3);
        }
        finally
        {
            if (store is not null)
            {
                await store.DisposeAsync();
            }

            folder.Delete(recursive: true);
        }
    }

    private static AmazonS3Client Client(TestEndpoint endpoint) => new(
        new BasicAWSCredentials(TestEndpoint.Key.AccessKeyId, TestEndpoint.Key.SecretAccessKey),
        new AmazonS3Config
        {
            ServiceURL = endpoint.Server.Uri.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = TestEndpoint.Region,
            MaxErrorRetry = 0,
        });

    private static async Task RunAsync(AmazonS3Client s3)
    {
        await s3.PutBucketAsync("box");
        Assert.Equal("box", Assert.Single((await s3.ListBucketsAsync()).Buckets).BucketName);

        var put = new PutObjectRequest { BucketName = "box", Key = "dir/h\u00e9llo w+rld", ContentBody = "hello", ContentType = "text/plain" };
        put.Metadata.Add("colour", "blue");
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", (await s3.PutObjectAsync(put)).ETag);

        using (GetObjectResponse got = await s3.GetObjectAsync("box", "dir/h\u00e9llo w+rld"))
        {
            Assert.Equal("hello", await new StreamReader(got.ResponseStream).ReadToEndAsync());
            Assert.Equal("blue", got.Metadata["colour"]);
            Assert.Equal("text/plain", got.Headers.ContentType);
        }

        await TagAsync(s3);
        ListObjectsV2Response list = await s3.ListObjectsV2Async(new() { BucketName = "box", Delimiter = "/" });
        Assert.Equal("dir/", Assert.Single(list.CommonPrefixes));

        await s3.CopyObjectAsync("box", "dir/h\u00e9llo w+rld", "box", "copy");
        Assert.Equal(5, (await s3.GetObjectMetadataAsync("box", "copy")).ContentLength);

        byte[] large = new byte[(5 << 20) + 1000];
        new Random(1).NextBytes(large);
        string upload = (await s3.InitiateMultipartUploadAsync("box", "large")).UploadId;
        var parts = new List<PartETag>();

        foreach ((int number, byte[] bytes) in new[] { (1, large[..(5 << 20)]), (2, large[(5 << 20)..]) })
        {
            UploadPartResponse part = await s3.UploadPartAsync(new()
            {
                BucketName = "box",
                Key = "large",
                UploadId = upload,
                PartNumber = number,
                InputStream = new MemoryStream(bytes),
            });
            parts.Add(new(part));
        }

        Assert.Equal(2, (await s3.ListPartsAsync("box", "large", upload)).Parts.Count);
        CompleteMultipartUploadResponse complete = await s3.CompleteMultipartUploadAsync(
            new() { BucketName = "box", Key = "large", UploadId = upload, PartETags = parts });
        Assert.EndsWith("-2\"", complete.ETag, StringComparison.Ordinal);

        using (GetObjectResponse got = await s3.GetObjectAsync("box", "large"))
        {
            var bytes = new MemoryStream();
            await got.ResponseStream.CopyToAsync(bytes);
            Assert.Equal(large, bytes.ToArray());
        }

        AmazonS3Exception missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync("box", "none"));
        Assert.Equal(("NoSuchKey", HttpStatusCode.NotFound), (missing.ErrorCode, missing.StatusCode));

        string url = await s3.GetPreSignedURLAsync(new()
        {
            BucketName = "box",
            Key = "copy",
            Expires = DateTime.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 60),
            Protocol = Amazon.S3.Protocol.HTTP,
        });
        using (var http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true))
        {
            Assert.Equal("hello", Encoding.UTF8.GetString(await http.GetByteArrayAsync(new Uri(url))));
        }

        DeleteObjectsResponse deleted = await s3.DeleteObjectsAsync(new()
        {
            BucketName = "box",
            Objects = [new() { Key = "copy" }, new() { Key = "large" }, new() { Key = "dir/h\u00e9llo w+rld" }, new() { Key = "never" }],
        });
        Assert.Equal(4, deleted.DeletedObjects.Count);
        await s3.DeleteBucketAsync("box");
        Assert.Empty((await s3.ListBucketsAsync()).Buckets ?? []);
    }

    private static async Task TagAsync(AmazonS3Client s3)
    {
        await s3.PutObjectAsync(new() { BucketName = "box", Key = "tagged", ContentBody = "x", TagSet = [new() { Key = "a b", Value = "1" }] });
        Assert.Equal(1, (await s3.GetObjectMetadataAsync("box", "tagged")).TagsCount);
        await s3.CopyObjectAsync(new() { SourceBucket = "box", SourceKey = "tagged", DestinationBucket = "box", DestinationKey = "retagged" });
        await s3.PutObjectTaggingAsync(new() { BucketName = "box", Key = "tagged", Tagging = new() { TagSet = [new() { Key = "c", Value = "\u00fc" }] } });
        Assert.Equal(("c", "\u00fc"), await OnlyTagAsync("tagged"));
        Assert.Equal(("a b", "1"), await OnlyTagAsync("retagged"));
        await s3.DeleteObjectTaggingAsync(new() { BucketName = "box", Key = "tagged" });
        Assert.Empty((await s3.GetObjectTaggingAsync(new() { BucketName = "box", Key = "tagged" })).Tagging ?? []);
        await s3.DeleteObjectsAsync(new() { BucketName = "box", Objects = [new() { Key = "tagged" }, new() { Key = "retagged" }] });

        async Task<(string, string)> OnlyTagAsync(string key)
        {
            Tag tag = Assert.Single((await s3.GetObjectTaggingAsync(new() { BucketName = "box", Key = key })).Tagging);
            return (tag.Key, tag.Value);
        }
    }
}
