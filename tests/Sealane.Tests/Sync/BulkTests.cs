using Sealane.Diagnostics;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Sync;
using Sealane.Transfers;

namespace Sealane.Tests.Sync;

public sealed class BulkTests
{
    private static readonly DateTime Old = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    [Fact]
    public async Task One_object_that_fails_is_named_with_its_reason_and_the_rest_carried_on()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("fine");
        ground.Write(new string('k', 200) + "/" + new string('k', 200) + "/" + new string('k', 200) + "/" + new string('k', 200) + "/" + new string('k', 240));
        ground.Write("too");
        var summary = await ground.Folder.CopyToAsync(ground.Box, report: ground.Hear);
        Assert.Equal((2, 1, false), (summary.Copied, summary.Failed, summary.Succeeded));
        Assert.Contains("KeyTooLong", ground.Outcomes.Single(one => one.Status == OutcomeStatus.Failed).Problem, StringComparison.Ordinal);
        Assert.Equal(["fine", "too"], await ground.KeysAsync());
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_ends_the_run()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("a");
        Assert.Equal("NoSuchBucket", (await Assert.ThrowsAsync<S3Exception>(() => ground.Folder.CopyToAsync(ground.Client.Place("nowhere")))).Code);
    }

    [Fact]
    public async Task Moved_is_copied_and_then_deleted()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("a/1");
        ground.Write("2");
        Assert.Equal((2, 2), Counts(await ground.Folder.MoveToAsync(ground.Box, new BulkOptions { DryRun = true })));
        Assert.Equal(2, ground.Files().Count());
        Assert.Equal((2, 2), Counts(await ground.Folder.MoveToAsync(ground.Box)));
        Assert.Empty(ground.Files());
        Assert.Equal((2, 2), Counts(await ground.Box.MoveToAsync(ground.Client.Place("crate", "p/"))));
        Assert.Empty(await ground.KeysAsync());
        Assert.Equal((2, 2), Counts(await ground.Client.Place("crate", "p/").MoveToAsync(ground.Folder)));
        Assert.Empty(await ground.KeysAsync("crate"));
        Assert.Equal(["2", "a/1"], ground.Files());

        static (long, long) Counts(BulkSummary summary) => (summary.Copied, summary.Deleted);
    }

    [Fact]
    public async Task What_failed_to_be_copied_is_not_moved()
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("../bad");
        await ground.PutAsync("good");
        var summary = await ground.Box.MoveToAsync(ground.Folder);
        Assert.Equal((1, 1, 1), (summary.Copied, summary.Failed, summary.Deleted));
        Assert.Equal(["../bad"], await ground.KeysAsync());
    }

    [Fact]
    public async Task A_list_of_names_is_copied_without_a_listing()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("a", "1");
        ground.Write("b", "2");
        ground.Write("c", "3");
        var names = new BulkOptions { Names = ((string[])["c", "./a", "missing", "../folder/b"]).ToAsyncEnumerable() };
        var up = await ground.Folder.CopyToAsync(ground.Box, names, ground.Hear);
        Assert.Equal((2, 2), (up.Copied, up.Failed));
        Assert.Equal(["Done Upload a", "Done Upload c", "Failed List ../folder/b", "Failed List missing"], ground.Heard());
        var across = await ground.Box.CopyToAsync(ground.Client.Place("crate"), new BulkOptions { Names = ((string[])["a", "nothing"]).ToAsyncEnumerable() });
        Assert.Equal((1, 1, 1), (across.Copied, across.Failed, across.Bytes));
        var down = await ground.Box.CopyToAsync(ground.Folder with { }, new BulkOptions { Names = ((string[])["a"]).ToAsyncEnumerable() });
        Assert.Equal((1, 1), (down.Copied, down.Bytes));
        Assert.Equal(1, (await ground.Box.DeleteAsync(new BulkOptions { Names = ((string[])["a"]).ToAsyncEnumerable() })).Deleted);
        Assert.Equal(["c"], await ground.KeysAsync());
    }

    [Fact]
    public async Task A_pattern_lists_what_it_begins_with_and_matches_the_rest()
    {
        await using var ground = await Ground.StartAsync();
        foreach (var key in (string[])["logs/2025-12/x.gz", "logs/2026-01/x.gz", "logs/2026-01/y.gz", "logs/2026-02/x.gz", "logs/[raw]*"])
        {
            await ground.PutAsync(key);
        }

        var summary = await ground.Client.PlaceMatching("box", "logs/2026-*/x.gz").CopyToAsync(ground.Folder);
        Assert.Equal(2, summary.Copied);
        Assert.Equal(["2026-01/x.gz", "2026-02/x.gz"], ground.Files());
        Assert.Contains("prefix=logs%2F2026-", ground.Requests.First(head => head.Contains("list-type", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(1, (await ground.Client.Place("box", "logs/[raw]*").DeleteAsync()).Deleted);
    }

    [Theory]
    [InlineData("a/", "a/", "copied onto itself")]
    [InlineData("", "backup/", "Exclude 'backup/*'")]
    [InlineData("backup/", "", "Exclude 'backup/*'")]
    public async Task A_place_is_not_copied_into_itself(string from, string to, string says)
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("k");
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => ground.Client.Place("box", from).SyncToAsync(ground.Client.Place("box", to)));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_is_copied_into_itself_when_what_lies_there_is_excluded()
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("k");
        var options = new SyncOptions { Delete = true, Filter = NameFilter.All.Exclude("backup/*") };
        Assert.Equal(1, (await ground.Box.SyncToAsync(ground.Client.Place("box", "backup/"), options)).Copied);
        Assert.Equal(["backup/k", "k"], await ground.KeysAsync());
    }

    [Fact]
    public async Task Folder_to_folder_is_not_ours()
    {
        await using var ground = await Ground.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => ground.Folder.CopyToAsync(new FolderPlace(ground.Outside)));
    }

    [Fact]
    public async Task Empty_folders_become_markers_when_asked_and_come_back_as_folders()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("full/x", modified: Old);
        Directory.CreateDirectory(Path.Join(ground.Folder.Root, "empty"));
        var options = new SyncOptions { EmptyFolders = true, Delete = true };
        Assert.Equal(2, (await ground.Folder.SyncToAsync(ground.Box, options)).Copied);
        Assert.Equal(["empty/", "full/x"], await ground.KeysAsync());
        Assert.Equal(0, (await ground.Folder.SyncToAsync(ground.Box, options)).Copied);
        Assert.Equal(0, (await ground.Folder.SyncToAsync(ground.Box, options with { EmptyFolders = false })).Deleted);
        Directory.Delete(ground.Folder.Root, recursive: true);
        Assert.Equal(2, (await ground.Box.SyncToAsync(ground.Folder)).Copied);
        Assert.True(Directory.Exists(Path.Join(ground.Folder.Root, "empty")));
        Assert.Equal(0, (await ground.Box.SyncToAsync(ground.Folder)).Copied);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public async Task By_checksum_only_what_differs_is_copied_whatever_the_times(int length)
    {
        await using var ground = await Ground.StartAsync();
        var content = new string('x', length);
        ground.Write("same", content);
        ground.Write("other", content);
        await ground.Folder.SyncToAsync(ground.Box);
        ground.Write("other", content[1..] + "y", Old);
        File.SetLastWriteTimeUtc(Path.Join(ground.Folder.Root, "same"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var options = new SyncOptions { Comparison = Comparison.Checksum };
        var up = await ground.Folder.SyncToAsync(ground.Box, options, ground.Hear);
        Assert.Equal((1, 1), (up.Copied, up.Same));
        Assert.Equal((CopyReason.Content, "other"), (Assert.Single(ground.Outcomes).Why, ground.Outcomes[0].Entry.Key));
        ground.Write("same", content[1..] + "z");
        Assert.Equal((1, 1), (await ground.Box.SyncToAsync(ground.Folder, options)) is var down ? (down.Copied, down.Same) : default);
        Assert.Equal(content, ground.Read("same"));
        await ground.Box.SyncToAsync(ground.Client.Place("crate"), options);
        Assert.Equal(2, (await ground.Box.SyncToAsync(ground.Client.Place("crate"), options)).Same);
    }

    [Fact]
    public async Task A_file_that_changes_between_listing_and_reading_goes_as_it_is_then()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("grows", "1");
        var upload = new BulkOptions
        {
            Upload = entry =>
            {
                ground.Write(entry.Key, "12345");
                return new UploadOptions { ContentType = "text/x-grown" };
            },
        };
        Assert.Equal((1, 5), await ground.Folder.CopyToAsync(ground.Box, upload) is var summary ? (summary.Copied, summary.Bytes) : default);
        Assert.Equal("12345", await ground.GetAsync("grows"));
        Assert.Equal("text/x-grown", (await ground.Client.HeadObjectAsync("box", "grows")).ContentType);
    }

    [Fact]
    public async Task A_downloaded_file_has_the_time_of_its_object()
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("k");
        await ground.Box.SyncToAsync(ground.Folder);
        var listed = Assert.Single(ground.Box.EntriesAsync().ToBlockingEnumerable());
        Assert.Equal(listed.Modified.UtcDateTime, File.GetLastWriteTimeUtc(Path.Join(ground.Folder.Root, "k")));
    }

    [Fact]
    public async Task Shards_together_copy_everything_once()
    {
        await using var ground = await Ground.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            ground.Write($"d{i % 7}/k{i}");
        }

        long copied = 0;
        for (var i = 0; i < 4; i++)
        {
            copied += (await ground.Folder.SyncToAsync(ground.Box, new SyncOptions { Shard = new Shard(i, 4), Comparison = Comparison.Size })).Copied;
        }

        Assert.Equal(60, copied);
        Assert.Equal(ground.Files(), await ground.KeysAsync());
    }

    [Fact]
    public async Task Progress_counts_objects_and_bytes_of_all()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("small", "123");
        ground.Write("large", new string('x', 200_000));
        var last = new Last();
        await ground.Folder.CopyToAsync(ground.Box, new BulkOptions { Progress = last });
        Assert.Equal((200_003, 2), (last.Value.Transferred, last.Value.Objects));
    }

    [Fact]
    public async Task Unfinished_uploads_are_listed_with_what_they_hold()
    {
        await using var ground = await Ground.StartAsync();
        var created = await ground.Client.CreateMultipartUploadAsync("box", "k e+y");
        await ground.Client.UploadPartAsync("box", "k e+y", created.UploadId!, 1, new byte[7]);
        await ground.Client.UploadPartAsync("box", "k e+y", created.UploadId!, 3, new byte[5]);
        var bare = Assert.Single(ground.Client.UploadsAsync("box").ToBlockingEnumerable());
        Assert.Equal(("k e+y", created.UploadId, null), (bare.Key, bare.UploadId, bare.Parts));
        Assert.NotNull(bare.Initiated);
        var measured = Assert.Single(ground.Client.UploadsAsync("box", "k", measure: true).ToBlockingEnumerable());
        Assert.Equal((2, 12), (measured.Parts, measured.Bytes));
        Assert.Empty(ground.Client.UploadsAsync("box", "other").ToBlockingEnumerable());
    }

    private sealed class Last : IProgress<TransferProgress>
    {
        public TransferProgress Value { get; private set; }

        public void Report(TransferProgress value) => Value = value;
    }
}
