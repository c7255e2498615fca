using Minio;
using Minio.DataModel.Args;
using Minio.Exceptions;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>MinIO's client for .NET against the endpoint.</summary>
public sealed class MinioTests
{
    [Theory]
    [InlineData("http", "SHA-256")]
    [InlineData("https", "UNSIGNED-PAYLOAD")]
    public async Task It_puts_gets_heads_lists_copies_uploads_in_parts_and_deletes(string scheme, string form)
    {
        await using var endpoint = await ServedEndpoint.StartAsync(scheme);
        using var s3 = Client(endpoint);
        await s3.MakeBucketAsync(new MakeBucketArgs().WithBucket("box"));
        Assert.True(await s3.BucketExistsAsync(new BucketExistsArgs().WithBucket("box")));

        var small = Content.Of(200_000);
        await PutAsync(s3, "dir/small one", small);
        Assert.Equal(Content.Hash(small), await HashAsync(s3, "dir/small one"));
        var head = await s3.StatObjectAsync(new StatObjectArgs().WithBucket("box").WithObject("dir/small one"));
        Assert.Equal((small.Length, "text/plain"), (head.Size, head.ContentType));

        var large = Content.Of((17 << 20) + 1000);
        await PutAsync(s3, "large", large);
        Assert.Equal(Content.Hash(large), await HashAsync(s3, "large"));

        var from = new CopySourceObjectArgs().WithBucket("box").WithObject("dir/small one");
        await s3.CopyObjectAsync(new CopyObjectArgs().WithBucket("box").WithObject("copy").WithCopyObjectSource(from));
        Assert.Equal(Content.Hash(small), await HashAsync(s3, "copy"));

        Assert.Equal(["copy", "dir/small one", "large"], await KeysAsync(s3));
        foreach (var key in await KeysAsync(s3))
        {
            await s3.RemoveObjectAsync(new RemoveObjectArgs().WithBucket("box").WithObject(key));
        }

        Assert.Empty(await KeysAsync(s3));
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => s3.StatObjectAsync(new StatObjectArgs().WithBucket("box").WithObject("large")));
        Assert.Equal([form, form, form], [.. endpoint.PayloadForms("PutObject"), .. endpoint.PayloadForms("UploadPart")]);
    }

    private static IMinioClient Client(ServedEndpoint endpoint) => new MinioClient()
        .WithEndpoint(endpoint.Address)
        .WithCredentials(ServedEndpoint.Key.AccessKeyId, ServedEndpoint.Key.SecretAccessKey)
        .WithRegion("us-east-1")
        .WithSSL(endpoint.IsSecure)
        .WithHttpClient(endpoint.Http)
        .Build();

    private static async Task PutAsync(IMinioClient s3, string key, byte[] bytes) => await s3.PutObjectAsync(
        new PutObjectArgs().WithBucket("box").WithObject(key).WithContentType("text/plain").WithStreamData(new MemoryStream(bytes)).WithObjectSize(bytes.Length));

    private static async Task<string> HashAsync(IMinioClient s3, string key)
    {
        var hash = "";
        await s3.GetObjectAsync(new GetObjectArgs().WithBucket("box").WithObject(key).WithCallbackStream(async (stream, _) => hash = await Content.HashAsync(stream)));
        return hash;
    }

    private static async Task<List<string>> KeysAsync(IMinioClient s3) =>
        await s3.ListObjectsEnumAsync(new ListObjectsArgs().WithBucket("box").WithRecursive(true)).Select(found => found.Key).ToListAsync();
}
