using System.Text;
using Sealane.Protocol.Groups;
using Sealane.Server.Storage;

namespace Sealane.Tests.Server.Storage;

/// <summary>What every store must do; each store runs all of it.</summary>
public abstract class StoreConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    protected IObjectStore Store { get; private set; } = null!;

    protected abstract IObjectStore Open();

    public virtual async ValueTask InitializeAsync()
    {
        Store = Open();
        await Store.AddBucketAsync(new("box", "us-east-1", Noon), default);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_bucket_is_found_with_everything_that_was_said_about_it()
    {
        var bucket = new BucketEntry("alpha", "eu-central-1", Noon, AccelerationState.Suspended);
        Assert.True(await Store.AddBucketAsync(bucket, default));
        Assert.Equal(bucket, await Store.FindBucketAsync("alpha", default));
        Assert.Null(await Store.FindBucketAsync("beta", default));
        Assert.Equal(["alpha", "box"], (await Store.ListBucketsAsync(default)).Select(found => found.Name));
    }

    [Fact]
    public async Task Tags_come_and_go_and_nothing_else_of_the_object_changes()
    {
        await Put("a", "1");
        ObjectEntry before = (await Store.FindObjectAsync("box", "a", default))!;
        Assert.Null(before.Metadata.Tags);
        Tag[] tags = [new() { Key = "b", Value = "2" }, new() { Key = "a", Value = "" }];
        Assert.Equal(WriteResult.Done, await Store.SetTagsAsync("box", "a", tags, default));

        ObjectEntry after = (await Store.FindObjectAsync("box", "a", default))!;
        Assert.Equal(tags, after.Metadata.Tags);
        Assert.Equal((before.ETag, before.Size, before.LastModified, before.Metadata.ContentType), (after.ETag, after.Size, after.LastModified, after.Metadata.ContentType));
        Assert.Equal("1", await Read("a"));
        Assert.Equal(WriteResult.Done, await Store.SetTagsAsync("box", "a", null, default));
        Assert.Null((await Store.FindObjectAsync("box", "a", default))!.Metadata.Tags);
        Assert.Equal(WriteResult.NoSuchKey, await Store.SetTagsAsync("box", "none", tags, default));
        Assert.Equal(WriteResult.NoSuchBucket, await Store.SetTagsAsync("none", "a", tags, default));
    }

    [Fact]
    public async Task A_bucket_name_is_taken_once()
    {
        Assert.False(await Store.AddBucketAsync(new("box", "eu-west-1", Noon), default));
        Assert.Equal("us-east-1", (await Store.FindBucketAsync("box", default))!.Region);
    }

    [Fact]
    public async Task A_bucket_goes_only_when_it_is_empty_and_takes_its_uploads_along()
    {
        await Put("a", "1");
        UploadEntry upload = await Upload("b");
        Assert.Equal(WriteResult.BucketNotEmpty, await Store.RemoveBucketAsync("box", default));
        await Store.RemoveObjectAsync("box", "a", WriteCondition.None, default);
        Assert.Equal(WriteResult.Done, await Store.RemoveBucketAsync("box", default));
        Assert.Equal(WriteResult.NoSuchBucket, await Store.RemoveBucketAsync("box", default));
        await Store.AddBucketAsync(new("box", "us-east-1", Noon), default);
        Assert.Null(await Store.FindUploadAsync("box", "b", upload.Id, default));
    }

    [Fact]
    public async Task Acceleration_is_remembered()
    {
        Assert.Equal(WriteResult.Done, await Store.SetAccelerationAsync("box", AccelerationState.Enabled, default));
        Assert.Equal(AccelerationState.Enabled, (await Store.FindBucketAsync("box", default))!.Acceleration);
        Assert.Equal(WriteResult.NoSuchBucket, await Store.SetAccelerationAsync("none", AccelerationState.Enabled, default));
    }

    [Fact]
    public async Task An_object_comes_back_with_all_that_was_stored()
    {
        var entry = Entry("caf\u00e9/\U0001F600", 5) with
        {
            Checksum = new("CRC64NVME", "FULL_OBJECT", "AAAAAAAAAAA="),
            Metadata = new()
            {
                ContentType = "text/plain",
                ContentEncoding = "gzip",
                ContentLanguage = "de",
                ContentDisposition = "inline; filename=\"x\"",
                CacheControl = "no-store",
                Expires = "Thu, 01 Dec 2030 16:00:00 GMT",
                WebsiteRedirectLocation = "/y",
                StorageClass = "STANDARD_IA",
                User = new Dictionary<string, string> { ["colour"] = "gr\u00fcn", ["empty"] = "" },
            },
        };
        Assert.Equal(WriteResult.Done, await Put(entry, "hello"));

        ObjectEntry found = (await Store.FindObjectAsync("box", entry.Key, default))!;
        Assert.Equal(entry with { Metadata = found.Metadata, Parts = found.Parts }, found);
        Assert.Equal(entry.Metadata with { User = found.Metadata.User }, found.Metadata);
        Assert.Equal(entry.Metadata.User, found.Metadata.User);
        Assert.Equal("hello", await Read(entry.Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(262_144)]
    [InlineData(262_145)]
    [InlineData(3_000_001)]
    public async Task Bytes_come_back_as_written_whatever_the_size_of_the_writes(int size)
    {
        byte[] bytes = Bytes(size);

        foreach (int step in new[] { 1 << 10, 70_000, 262_144, 1 << 22 })
        {
            await using StagedObject staged = await Store.StageAsync(default);

            for (int at = 0; at < size; at += step)
            {
                await staged.WriteAsync(bytes.AsMemory(at, Math.Min(step, size - at)), default);
            }

            Assert.Equal(size, staged.Length);
            Assert.Equal(
                WriteResult.Done,
                await Store.CommitObjectAsync("box", Entry("k", size), staged, WriteCondition.None, default));
            await staged.DisposeAsync();
            Assert.Equal(bytes, await ReadRange("k", 0, size));
        }
    }

    [Fact]
    public async Task Any_range_is_the_same_range_of_the_bytes()
    {
        byte[] bytes = Bytes(600_000);
        await Put(Entry("k", bytes.Length), bytes);

        foreach ((int offset, int length) in new[] { (0, 0), (0, 1), (599_999, 1), (262_143, 2), (100_000, 400_000), (600_000, 0) })
        {
            Assert.Equal(bytes[offset..(offset + length)], await ReadRange("k", offset, length));
        }
    }

    [Fact]
    public async Task What_is_not_committed_is_never_seen()
    {
        await Put("k", "old");

        await using (StagedObject staged = await Store.StageAsync(default))
        {
            await staged.WriteAsync("new"u8.ToArray(), default);
            Assert.Equal("old", await Read("k"));
        }

        Assert.Equal("old", await Read("k"));
    }

    [Fact]
    public async Task A_reader_keeps_its_version_when_the_object_is_replaced_or_deleted()
    {
        await Put("k", "first");
        OpenedObject opened = (await Store.OpenObjectAsync("box", "k", default))!;
        await Put("k", "second");
        await Store.RemoveObjectAsync("box", "k", WriteCondition.None, default);

        Assert.Equal("first", await Read(opened));
        Assert.Null(await Store.OpenObjectAsync("box", "k", default));
    }

    [Fact]
    public async Task A_reader_keeps_all_parts_of_its_version()
    {
        UploadEntry upload = await Upload("k");
        List<PartEntry> parts = [await Part(upload, 1, "ab"), await Part(upload, 2, "cd")];
        await Complete(upload, parts);

        OpenedObject opened = (await Store.OpenObjectAsync("box", "k", default))!;
        await Put("k", "other");
        Assert.Equal("abcd", await Read(opened));
        Assert.Equal("other", await Read("k"));
    }

    [Theory]
    [InlineData(null, "none", WriteResult.Done)]
    [InlineData("old", "none", WriteResult.Done)]
    [InlineData(null, "absent", WriteResult.Done)]
    [InlineData("old", "absent", WriteResult.ConditionFailed)]
    [InlineData(null, "match", WriteResult.NoSuchKey)]
    [InlineData("old", "match", WriteResult.Done)]
    [InlineData("old", "mismatch", WriteResult.ConditionFailed)]
    [InlineData(null, "present", WriteResult.NoSuchKey)]
    [InlineData("old", "present", WriteResult.Done)]
    public async Task A_conditional_write_follows_the_truth_table(string? before, string condition, WriteResult expected)
    {
        WriteCondition wanted = condition switch
        {
            "absent" => WriteCondition.MustNotExist,
            "present" => WriteCondition.MustExist,
            "match" => WriteCondition.MustMatch(ETag("old")),
            "mismatch" => WriteCondition.MustMatch(ETag("other")),
            _ => WriteCondition.None,
        };

        foreach (bool delete in new[] { false, true })
        {
            await Store.RemoveObjectAsync("box", "k", WriteCondition.None, default);

            if (before is not null)
            {
                await Put("k", before);
            }

            WriteResult result = delete
                ? await Store.RemoveObjectAsync("box", "k", wanted, default)
                : await Put(Entry("k", 3) with { ETag = ETag("new") }, "new", wanted);

            Assert.Equal(expected, result);
            string? after = expected == WriteResult.Done ? (delete ? null : "new") : before;
            Assert.Equal(after, await Store.FindObjectAsync("box", "k", default) is null ? null : await Read("k"));
        }
    }

    [Fact]
    public async Task Of_many_writers_that_want_to_be_first_one_is()
    {
        WriteResult[] results = await Task.WhenAll(Enumerable.Range(0, 32).Select(index =>
            Task.Run(async () => await Put(Entry("k", 2), index.ToString("d2"), WriteCondition.MustNotExist))));

        Assert.Single(results, WriteResult.Done);
        Assert.Equal(31, results.Count(result => result == WriteResult.ConditionFailed));
    }

    [Fact]
    public async Task Nothing_is_written_into_a_bucket_that_does_not_exist()
    {
        await using StagedObject staged = await Store.StageAsync(default);
        Assert.Equal(
            WriteResult.NoSuchBucket, await Store.CommitObjectAsync("none", Entry("k", 0), staged, WriteCondition.None, default));
        Assert.Equal(WriteResult.NoSuchBucket, await Store.RemoveObjectAsync("none", "k", WriteCondition.None, default));
        Assert.Equal(WriteResult.NoSuchBucket, await Store.AddUploadAsync(NewUpload("k") with { Bucket = "none" }, default));
        Assert.Null(await Store.FindObjectAsync("none", "k", default));
        Assert.Empty((await Store.ListObjectsAsync("none", new(), default)).Items);
    }

    [Fact]
    public async Task An_upload_becomes_an_object_of_the_parts_that_were_named()
    {
        UploadEntry upload = await Upload("k");
        PartEntry first = await Part(upload, 1, "aa");
        await Part(upload, 2, "unused");
        PartEntry third = await Part(upload, 3, "c");
        Assert.Equal([1, 2, 3], (await Store.ListPartsAsync(upload, default)).Select(part => part.Number));
        Assert.Null(await Store.FindObjectAsync("box", "k", default));

        Assert.Equal(WriteResult.Done, await Complete(upload, [first, third]));
        Assert.Equal("aac", await Read("k"));
        ObjectEntry entry = (await Store.FindObjectAsync("box", "k", default))!;
        Assert.Equal([first, third], entry.Parts);
        Assert.Equal(upload.Id, entry.UploadId);
        Assert.Null(await Store.FindUploadAsync("box", "k", upload.Id, default));
        Assert.Equal(WriteResult.NoSuchUpload, await Complete(upload, [first]));
        Assert.Equal("c"u8.ToArray(), await ReadRange("k", 2, 1));
        Assert.Equal("ac"u8.ToArray(), await ReadRange("k", 1, 2));
    }

    [Fact]
    public async Task A_part_is_replaced_by_one_of_the_same_number()
    {
        UploadEntry upload = await Upload("k");
        PartEntry old = await Part(upload, 1, "old");
        PartEntry recent = await Part(upload, 1, "new");
        Assert.Equal([recent], await Store.ListPartsAsync(upload, default));
        Assert.Equal(WriteResult.PartChanged, await Complete(upload, [old]));
        Assert.Equal(WriteResult.PartChanged, await Complete(upload, [recent, recent with { Number = 2 }]));
        Assert.Equal(WriteResult.Done, await Complete(upload, [recent]));
        Assert.Equal("new", await Read("k"));
    }

    [Fact]
    public async Task An_upload_that_was_ended_takes_no_more_parts()
    {
        UploadEntry upload = await Upload("k");
        PartEntry part = await Part(upload, 1, "a");
        Assert.Equal(WriteResult.Done, await Store.RemoveUploadAsync(upload, default));
        Assert.Equal(WriteResult.NoSuchUpload, await Store.RemoveUploadAsync(upload, default));
        await using StagedObject staged = await Store.StageAsync(default);
        Assert.Equal(WriteResult.NoSuchUpload, await Store.CommitPartAsync(upload, part, staged, default));
        Assert.Equal(WriteResult.NoSuchUpload, await Complete(upload, [part]));
        Assert.Empty(await Store.ListPartsAsync(upload, default));
    }

    [Fact]
    public async Task A_failed_condition_leaves_the_upload_open()
    {
        await Put("k", "there");
        UploadEntry upload = await Upload("k");
        PartEntry part = await Part(upload, 1, "a");
        Assert.Equal(WriteResult.ConditionFailed, await Complete(upload, [part], WriteCondition.MustNotExist));
        Assert.Equal("there", await Read("k"));
        Assert.Equal([part], await Store.ListPartsAsync(upload, default));
        Assert.Equal(WriteResult.Done, await Complete(upload, [part]));
    }

    [Fact]
    public async Task An_upload_is_found_under_its_own_bucket_and_key_only()
    {
        UploadEntry upload = await Upload("k");
        Assert.NotNull(await Store.FindUploadAsync("box", "k", upload.Id, default));
        Assert.Null(await Store.FindUploadAsync("box", "other", upload.Id, default));
        Assert.Null(await Store.FindUploadAsync("none", "k", upload.Id, default));
    }

    [Fact]
    public async Task Uploads_are_listed_by_key_then_by_id_and_go_on_after_either()
    {
        foreach ((string key, string id) in new[] { ("b", "2"), ("a", "9"), ("b", "1"), ("dir/x", "5"), ("b", "3"), ("dir/y", "6") })
        {
            await Store.AddUploadAsync(NewUpload(key) with { Id = id }, default);
        }

        Assert.Equal(["a9", "b1", "b2", "b3", "dir/x5", "dir/y6"], await Uploads(new()));
        Assert.Equal(["b3", "dir/x5", "dir/y6"], await Uploads(new() { After = "b", AfterId = "2" }));
        Assert.Equal(["dir/x5", "dir/y6"], await Uploads(new() { After = "b" }));
        Assert.Equal(["a9", "b1", "b2", "b3", "dir/"], await Uploads(new() { Delimiter = "/" }));
        Assert.Equal(["dir/x5", "dir/y6"], await Uploads(new() { Prefix = "dir/", Delimiter = "/" }));
        Assert.Equal(["a9", "b1"], await Uploads(new() { MaxKeys = 2 }));
    }

    [Fact]
    public async Task Keys_are_listed_in_the_order_of_their_bytes_not_of_UTF_16()
    {
        string[] keys = ["a", "a/", "a//", "B", "\u00e9", "\uFFFD", "\U0001F600", "a b", "..", "a/../b", "%2F"];

        foreach (string key in keys)
        {
            await Put(key, key);
        }

        string[] byBytes = [.. keys.OrderBy(key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal)];
        Assert.Equal(byBytes, (await Store.ListObjectsAsync("box", new(), default)).Items.Select(item => item.Name));
        Assert.Equal("\U0001F600", byBytes[^1]);

        foreach (string key in keys)
        {
            Assert.Equal(key, await Read(key));
        }
    }

    /// <summary>The law: the pages of a listing, put together, are the keys with the prefix, rolled up at the delimiter.</summary>
    [Fact]
    public async Task Pages_put_together_are_what_a_plain_model_says()
    {
        string[] alphabet = ["a", "b", "/", "//", "-", "\u00e9", "\U0001F600"];
        var random = new Random(20261124);
        var keys = new HashSet<string>(StringComparer.Ordinal);

        while (keys.Count < 120)
        {
            keys.Add(string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => alphabet[random.Next(alphabet.Length)])));
        }

        foreach (string key in keys)
        {
            await Put(key, "");
        }

        foreach (string prefix in new[] { "", "a", "a/", "b-", "\u00e9", "/", "zz" })
        {
            foreach (string delimiter in new[] { "", "/", "//", "-", "a" })
            {
                List<string> model = Model(keys, prefix, delimiter);

                foreach (int size in new[] { 1, 2, 7, 1000 })
                {
                    Assert.Equal(model, await AllPages(new() { Prefix = prefix, Delimiter = delimiter, MaxKeys = size }));
                }

                string after = model.Count > 0 ? model[model.Count / 2] : "b";
                Assert.Equal(
                    model.Where(name => ByBytes(name, after) > 0),
                    await AllPages(new() { Prefix = prefix, Delimiter = delimiter, After = after }));
            }
        }
    }

    [Fact]
    public async Task A_page_of_nothing_is_empty_and_whole()
    {
        await Put("a", "");
        ListPage<ObjectEntry> page = await Store.ListObjectsAsync("box", new() { MaxKeys = 0 }, default);
        Assert.Empty(page.Items);
        Assert.False(page.IsTruncated);
    }

    protected static ObjectEntry Entry(string key, long size) => new()
    {
        Key = key,
        Size = size,
        ETag = ETag(key),
        LastModified = Noon,
    };

    protected ValueTask<WriteResult> Put(string key, string text) =>
        Put(Entry(key, Encoding.UTF8.GetByteCount(text)) with { ETag = ETag(text) }, text);

    protected ValueTask<WriteResult> Put(ObjectEntry entry, string text, WriteCondition? condition = null) =>
        Put(entry, Encoding.UTF8.GetBytes(text), condition);

    protected async ValueTask<WriteResult> Put(ObjectEntry entry, byte[] bytes, WriteCondition? condition = null)
    {
        await using StagedObject staged = await Store.StageAsync(default);
        await staged.WriteAsync(bytes, default);
        return await Store.CommitObjectAsync("box", entry, staged, condition ?? WriteCondition.None, default);
    }

    protected async Task<string> Read(string key) => await Read((await Store.OpenObjectAsync("box", key, default))!);

    protected async Task<UploadEntry> Upload(string key)
    {
        UploadEntry upload = NewUpload(key);
        Assert.Equal(WriteResult.Done, await Store.AddUploadAsync(upload, default));
        return upload;
    }

    protected async Task<PartEntry> Part(UploadEntry upload, int number, string text)
    {
        var part = new PartEntry(number, text.Length, ETag(text), Noon, new("CRC32", "FULL_OBJECT", "AAAAAA=="));
        await using StagedObject staged = await Store.StageAsync(default);
        await staged.WriteAsync(Encoding.UTF8.GetBytes(text), default);
        Assert.Equal(WriteResult.Done, await Store.CommitPartAsync(upload, part, staged, default));
        return part;
    }

    protected ValueTask<WriteResult> Complete(UploadEntry upload, IReadOnlyList<PartEntry> parts, WriteCondition? condition = null) =>
        Store.CompleteUploadAsync(
            upload,
            Entry(upload.Key, parts.Sum(part => part.Size)) with { Parts = parts, UploadId = upload.Id },
            condition ?? WriteCondition.None,
            default);

    private static async Task<string> Read(OpenedObject opened)
    {
        await using (opened)
        {
            await using Stream stream = opened.OpenRange(0, opened.Entry.Size);
            return await new StreamReader(stream).ReadToEndAsync();
        }
    }

    private async Task<byte[]> ReadRange(string key, long offset, long length)
    {
        await using OpenedObject opened = (await Store.OpenObjectAsync("box", key, default))!;
        await using Stream stream = opened.OpenRange(offset, length);
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<List<string>> AllPages(ListQuery query)
    {
        var names = new List<string>();

        while (true)
        {
            ListPage<ObjectEntry> page = await Store.ListObjectsAsync("box", query, default);
            Assert.True(page.Items.Count <= query.MaxKeys);
            names.AddRange(page.Items.Select(item => item.Name));

            if (!page.IsTruncated)
            {
                return names;
            }

            query = query with { After = page.Items[^1].Name };
        }
    }

    private async Task<IEnumerable<string>> Uploads(ListQuery query) =>
        (await Store.ListUploadsAsync("box", query, default)).Items.Select(item => item.Name + item.Entry?.Id);

    private static List<string> Model(IEnumerable<string> keys, string prefix, string delimiter) =>
    [
        .. keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => delimiter.Length > 0 && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var at
                ? key[..(at + delimiter.Length)]
                : key)
            .Distinct(StringComparer.Ordinal)
            .Order(Comparer<string>.Create(ByBytes)),
    ];

    private static int ByBytes(string left, string right) =>
        string.CompareOrdinal(Convert.ToHexString(Encoding.UTF8.GetBytes(left)), Convert.ToHexString(Encoding.UTF8.GetBytes(right)));

    private static UploadEntry NewUpload(string key) => new()
    {
        Id = Guid.NewGuid().ToString("n"),
        Bucket = "box",
        Key = key,
        Initiated = Noon,
        ChecksumAlgorithm = "CRC32",
        ChecksumType = "FULL_OBJECT",
        Metadata = new() { ContentType = "text/plain" },
    };

    private static string ETag(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private static byte[] Bytes(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
