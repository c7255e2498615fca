using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Sealane.Protocol.Checksums;
using Sealane.Server.Null;
using ChecksumAlgorithm = Sealane.Protocol.Checksums.ChecksumAlgorithm;

namespace Sealane.Tests.Server.Null;

/// <summary>AWS's own SDK for .NET believes the endpoint that keeps nothing, too.</summary>
public sealed class AwsSdkTests
{
    [Fact]
    public async Task The_SDK_puts_gets_lists_uploads_in_parts_and_deletes()
    {
        var bodies = new ConcurrentQueue<ReceivedBody>();
        await using var server = NullServer.Start(new NullServerOptions { OnBody = bodies.Enqueue });
        using var s3 = new AmazonS3Client(
            new BasicAWSCredentials("AKIANULLENDPOINT0001", "secret"),
            new AmazonS3Config { ServiceURL = server.Uri.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        var file = Path.GetTempFileName();
        var bytes = new byte[20 << 20];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(file, bytes);

        await s3.PutBucketAsync("box");
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = "box", Key = "x", InputStream = new MemoryStream(bytes) });
        Assert.Equal(ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, bytes), Assert.Single(bodies).Checksum);

        using var transfer = new TransferUtility(s3);
        await transfer.UploadAsync(file, "box", "y");
        Assert.Equal(2 * bytes.Length, bodies.Sum(body => body.Length));
        await transfer.DownloadAsync(file, "box", "3MiB");
        Assert.Equal(3 << 20, new FileInfo(file).Length);

        var keys = await s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = "keys-1500" }).S3Objects.CountAsync();
        Assert.Equal(1500, keys);
        Assert.Equal(1000, (await s3.ListObjectsAsync("keys-1500")).S3Objects.Count);
        Assert.Equal(4096, (await s3.GetObjectMetadataAsync("keys-1500", "00000/4KiB-00000000")).ContentLength);
        var gone = await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = "box", Objects = [new() { Key = "a" }, new() { Key = "<&>" }] });
        Assert.Equal(["a", "<&>"], gone.DeletedObjects.Select(one => one.Key));
        File.Delete(file);
    }
}
