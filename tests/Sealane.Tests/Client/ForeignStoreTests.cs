using System.Buffers;
using System.IO.Pipelines;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Sync;
using Sealane.Transport;

namespace Sealane.Tests.Client;

/// <summary>
/// The client against a real store that is not ours. Run by hand: SEALANE_STORE=URL with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of that
/// store; SEALANE_STORE_READS_TRAILERS=false where it is of before 2024. Buckets are made, and objects are left behind.
/// </summary>
public abstract class ForeignStoreTests(TransportKind transport) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sealane-foreign-");

    // One each: the three run side by side.
    private string Bucket { get; } = $"sealane-foreign-{transport}".ToLowerInvariant();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Put_get_parts_and_listing_work_when_checksums_are_required_only()
    {
        await using var client = new S3Client(Options() with { RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired });
        await EnsureBucketAsync(client);
        var bytes = new byte[20_000_000];
        new Random(1).NextBytes(bytes);
        foreach (var key in (string[])["small", "a//b/../c", "küste ⛵ +%2F~(x)", "x/1", "x/2"])
        {
            await client.PutObjectAsync(Bucket, key, bytes.AsMemory(0, 1000).ToArray());
            await using var got = await client.GetObjectAsync(Bucket, key);
            var back = new MemoryStream();
            await got.Body.CopyToAsync(back);
            Assert.Equal(bytes[..1000], back.ToArray());
        }

        var source = Path.Combine(_folder.FullName, "source");
        var target = Path.Combine(_folder.FullName, "target");
        await File.WriteAllBytesAsync(source, bytes);
        var up = await client.UploadFileAsync(Bucket, "large", source);
        var down = await client.DownloadFileAsync(Bucket, "large", target);
        Assert.Equal((3, 3), (up.Parts, down.Parts));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(target));

        var keys = new List<string?>();
        await foreach (var one in client.ListAsync(Bucket))
        {
            keys.Add(one.Key);
        }

        Assert.Equal(["a//b/../c", "küste ⛵ +%2F~(x)", "large", "small", "x/1", "x/2"], keys.Order(StringComparer.Ordinal));
        await client.DeleteObjectsAsync(new DeleteObjectsRequest { Bucket = Bucket, Delete = new() { Objects = [new() { Key = "x/1" }, new() { Key = "x/2" }] } });
        var missing = await Assert.ThrowsAsync<S3Exception>(() => client.GetObjectAsync(Bucket, "x/1"));
        Assert.Equal("NoSuchKey", missing.Code);
    }

    [Fact]
    public async Task Streams_folders_and_copies_work()
    {
        await using var client = new S3Client(Options() with { RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired });
        await EnsureBucketAsync(client);
        var bytes = new byte[18_000_000];
        new Random(2).NextBytes(bytes);
        await client.UploadPipeAsync(Bucket, "pipe", PipeReader.Create(new ReadOnlySequence<byte>(bytes)));
        await client.WriteObjectAsync(Bucket, "written", (stream, token) => stream.WriteAsync(bytes, token).AsTask());
        await client.CopyAsync(Bucket, "pipe", Bucket, "copied");
        foreach (var key in (string[])["pipe", "written", "copied"])
        {
            var copy = new MemoryStream();
            await client.DownloadStreamAsync(Bucket, key, copy);
            Assert.True(copy.ToArray().AsSpan().SequenceEqual(bytes), key);
            await using var opened = await client.OpenReadAsync(Bucket, key);
            opened.Position = 17_000_000;
            var tail = new byte[1_000_000];
            await opened.ReadExactlyAsync(tail);
            Assert.True(tail.AsSpan().SequenceEqual(bytes.AsSpan(17_000_000)), key);
        }

        var (there, back) = (_folder.CreateSubdirectory("there"), _folder.CreateSubdirectory("back"));
        string[] names = ["a b", "\u00fc+%", "large", "sub/x"];
        there.CreateSubdirectory("sub");
        foreach (var name in names)
        {
            await File.WriteAllBytesAsync(Path.Combine(there.FullName, name), name == "large" ? bytes : bytes[..name.Length]);
        }

        var bucket = client.Place(Bucket, "folder/");
        Assert.True((await new FolderPlace(there.FullName).SyncToAsync(bucket)).Succeeded);
        Assert.True((await bucket.SyncToAsync(new FolderPlace(back.FullName))).Succeeded);
        foreach (var name in names)
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(there.FullName, name)), await File.ReadAllBytesAsync(Path.Combine(back.FullName, name)));
        }

        Assert.Equal(names.Length, (await new FolderPlace(there.FullName).SyncToAsync(bucket)).Same);
        Assert.True((await bucket.DeleteAsync()).Succeeded);
        foreach (var key in (string[])["pipe", "written", "copied"])
        {
            await client.DeleteObjectAsync(Bucket, key);
        }
    }

    [Fact]
    public async Task The_default_works_or_its_refusal_names_the_remedy()
    {
        await using var client = new S3Client(Options());
        await EnsureBucketAsync(client);
        if (Environment.GetEnvironmentVariable("SEALANE_STORE_READS_TRAILERS") == "false")
        {
            var fault = await Assert.ThrowsAnyAsync<S3Exception>(() => client.PutObjectAsync(Bucket, "default", new byte[1000]));
            TestContext.Current.TestOutputHelper?.WriteLine(fault.Message);
            Assert.Contains("RequestChecksumCalculation to WhenRequired", fault.Message, StringComparison.Ordinal);
        }
        else
        {
            await client.PutObjectAsync(Bucket, "default", new byte[1000]);
        }
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_explained()
    {
        var options = Options();
        var id = (await options.Credentials.FindAsync())!.AccessKeyId;
        await using var client = new S3Client(options with { Credentials = new GivenCredentials(id, "wrong"), RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired });
        var fault = await Assert.ThrowsAsync<SignatureMismatchException>(() => client.PutObjectAsync(Bucket, "k", new byte[10]));
        TestContext.Current.TestOutputHelper?.WriteLine(fault.Message);
        Assert.Contains("secret", fault.Message, StringComparison.Ordinal);
    }

    private S3ClientOptions Options()
    {
        var url = Environment.GetEnvironmentVariable("SEALANE_STORE");
        Assert.SkipWhen(url is null, "No foreign store is here: set SEALANE_STORE to its URL, and its keys.");
        return S3ClientOptions.FromEnvironment() with { EndpointUrl = new Uri(url!), Region = "us-east-1", Credentials = new EnvironmentCredentials(), Transport = transport };
    }

    private async Task EnsureBucketAsync(S3Client client)
    {
        try
        {
            await client.CreateBucketAsync(new CreateBucketRequest { Bucket = Bucket });
        }
        catch (S3Exception fault) when (fault.Code is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
        {
        }
    }
}
