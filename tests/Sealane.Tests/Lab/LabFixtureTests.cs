using System.Diagnostics;
using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Sealane.Lab;
using Sealane.Server.Storage.Memory;

namespace Sealane.Tests.Lab;

/// <summary>The lab as a fixture of somebody's tests: any SDK pointed at it, its contents seeded, read and put back.</summary>
public sealed class LabFixtureTests : IDisposable
{
    private readonly DirectoryInfo _seed = Directory.CreateTempSubdirectory("sealane-seed");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _seed.Delete(recursive: true);

    [Fact]
    public async Task What_the_SDK_uploads_can_be_read_behind_its_back_and_the_other_way_round()
    {
        await using var lab = await S3Lab.StartAsync(cancellationToken: Cancellation);
        using var s3 = Client(lab);
        await lab.PutObjectAsync("photos", "in/a.txt", "from the test"u8.ToArray(), Cancellation);

        await s3.PutObjectAsync(new() { BucketName = "photos", Key = "out/b.txt", ContentBody = "from the SDK" }, Cancellation);

        Assert.Equal("from the test", await ReadAsync(s3, "photos", "in/a.txt"));
        Assert.Equal("from the SDK"u8.ToArray(), await lab.ReadObjectAsync("photos", "out/b.txt", Cancellation));
        Assert.Null(await lab.ReadObjectAsync("photos", "out/c.txt", Cancellation));
        Assert.Equal(["PutObject", "GetObject"], lab.Requests.Select(request => request.Operation));
    }

    [Fact]
    public async Task A_folder_of_folders_is_there_as_buckets_and_objects_with_their_checksums()
    {
        Seed("photos/2026/ärger & co.txt", "bild");
        Seed("empty/.gitkeep", "");
        await using var lab = await S3Lab.StartAsync(new() { SeedFrom = _seed.FullName }, Cancellation);
        using var s3 = Client(lab);

        var buckets = await s3.ListBucketsAsync(Cancellation);
        var found = await s3.ListObjectsV2Async(new() { BucketName = "photos" }, Cancellation);
        var facts = await s3.GetObjectMetadataAsync(new() { BucketName = "photos", Key = "2026/ärger & co.txt", ChecksumMode = ChecksumMode.ENABLED }, Cancellation);

        Assert.Equal(["empty", "photos"], buckets.Buckets.Select(bucket => bucket.BucketName));
        Assert.Equal("2026/ärger & co.txt", Assert.Single(found.S3Objects).Key);
        Assert.Equal($"\"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData("bild"u8))}\"", facts.ETag);
        Assert.NotNull(facts.ChecksumCRC64NVME);
        Assert.Equal("bild", await ReadAsync(s3, "photos", "2026/ärger & co.txt"));
    }

    [Fact]
    public async Task Between_tests_everything_is_as_at_the_start_and_the_clients_connection_goes_on()
    {
        Seed("photos/a.txt", "seed");
        await using var lab = await S3Lab.StartAsync(new() { SeedFrom = _seed.FullName }, Cancellation);
        using var s3 = Client(lab);
        await s3.PutObjectAsync(new() { BucketName = "photos", Key = "a.txt", ContentBody = "changed" }, Cancellation);
        await s3.PutObjectAsync(new() { BucketName = "more", Key = "b.txt", ContentBody = "new" }, Cancellation);
        await s3.InitiateMultipartUploadAsync("photos", "begun", Cancellation);
        await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync("photos", "none", Cancellation));

        await lab.ResetAsync(Cancellation);

        Assert.Empty(lab.Requests);
        Assert.Empty(lab.Findings);
        Assert.Equal("seed", await ReadAsync(s3, "photos", "a.txt"));
        Assert.Equal("photos", Assert.Single((await s3.ListBucketsAsync(Cancellation)).Buckets).BucketName);
        Assert.Empty((await s3.ListMultipartUploadsAsync("photos", Cancellation)).MultipartUploads ?? []);
        Assert.Equal(3, lab.Requests.Count);
    }

    [Fact]
    public async Task An_upload_that_a_reset_overtakes_leaves_nothing_in_the_next_test()
    {
        await using var lab = await S3Lab.StartAsync(new() { CreatesBuckets = false }, Cancellation);
        using var s3 = Client(lab);
        await lab.CreateBucketAsync("photos", cancellationToken: Cancellation);
        var upload = (await s3.InitiateMultipartUploadAsync("photos", "begun", Cancellation)).UploadId;

        await lab.ResetAsync(Cancellation);
        await lab.CreateBucketAsync("photos", cancellationToken: Cancellation);

        var refusal = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.UploadPartAsync(
            new() { BucketName = "photos", Key = "begun", UploadId = upload, PartNumber = 1, InputStream = new MemoryStream([1]) }, Cancellation));
        Assert.Equal("NoSuchUpload", refusal.ErrorCode);
    }

    [Fact]
    public async Task A_memory_store_that_is_cleared_has_all_its_room_again()
    {
        var store = new MemoryStore(capacity: 10);
        await using var lab = await S3Lab.StartAsync(new() { Store = store }, Cancellation);
        await lab.PutObjectAsync("photos", "a", new byte[8], Cancellation);

        store.Clear();

        await lab.PutObjectAsync("photos", "a", new byte[10], Cancellation);
    }

    [Fact]
    public async Task A_store_that_was_given_is_not_emptied()
    {
        await using var lab = await S3Lab.StartAsync(new() { Store = new MemoryStore() }, Cancellation);
        await lab.PutObjectAsync("photos", "a", new byte[1], Cancellation);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => lab.ResetAsync(Cancellation));

        Assert.Contains("LabOptions.Store", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await lab.ReadObjectAsync("photos", "a", Cancellation));
    }

    [Fact]
    public async Task Labs_of_the_same_options_share_nothing()
    {
        var options = new LabOptions();
        await using var one = await S3Lab.StartAsync(options, Cancellation);
        await using var other = await S3Lab.StartAsync(options, Cancellation);

        await one.PutObjectAsync("photos", "a", new byte[1], Cancellation);

        Assert.Null(await other.ReadObjectAsync("photos", "a", Cancellation));
    }

    [Fact]
    public async Task A_seed_that_is_no_folder_of_buckets_is_refused_by_name()
    {
        var missing = await Assert.ThrowsAsync<DirectoryNotFoundException>(() => StartAsync(Path.Combine(_seed.FullName, "none")));
        Assert.Contains(Path.Combine(_seed.FullName, "none"), missing.Message, StringComparison.Ordinal);

        Seed("Photos/a.txt", "");
        Assert.Contains("Photos", (await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(_seed.FullName))).Message, StringComparison.Ordinal);

        Seed("stray.txt", "");
        Assert.Contains("stray.txt", (await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(_seed.FullName))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lab_starts_in_a_fifth_of_a_second()
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var lab = await S3Lab.StartAsync(cancellationToken: Cancellation);
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        Assert.InRange(fastest, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
    }

    private static Task<S3Lab> StartAsync(string folder) => S3Lab.StartAsync(new() { SeedFrom = folder }, Cancellation);

    private static AmazonS3Client Client(S3Lab lab) => new(
        new BasicAWSCredentials(lab.Credentials.AccessKeyId, lab.Credentials.SecretAccessKey),
        new AmazonS3Config
        {
            ServiceURL = lab.Endpoint.ToString(),
            AuthenticationRegion = lab.Region,
            ForcePathStyle = true,
            MaxErrorRetry = 0,
        });

    private static async Task<string> ReadAsync(AmazonS3Client s3, string bucket, string key)
    {
        using var got = await s3.GetObjectAsync(bucket, key, Cancellation);
        Assert.Equal(HttpStatusCode.OK, got.HttpStatusCode);
        return await new StreamReader(got.ResponseStream, Encoding.UTF8).ReadToEndAsync(Cancellation);
    }

    private void Seed(string path, string content)
    {
        var file = Path.Combine(_seed.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
