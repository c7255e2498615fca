using Sealane.Listing;
using Sealane.Sync;
using Sealane.Tests.Client;

namespace Sealane.Tests.Sync;

/// <summary>What may be deleted, and what stops it.</summary>
public sealed class DeletionTests
{
    private static readonly SyncOptions Deleting = new() { Delete = true };

    [Fact]
    public async Task A_source_that_cannot_be_read_deletes_nothing()
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("precious");
        var summary = await ground.Folder.SyncToAsync(ground.Box, Deleting, ground.Hear);
        Assert.Equal((0, 1, false), (summary.Deleted, summary.Failed, summary.Succeeded));
        Assert.Equal("Not everything could be listed, so nothing was deleted (1 would have been).", summary.DeletesStopped);
        Assert.Equal(["Failed List "], ground.Heard());
        Assert.Equal(["precious"], await ground.KeysAsync());
    }

    [Fact]
    public async Task A_source_bucket_that_is_not_there_deletes_nothing()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("precious");
        var summary = await ground.Client.Place("nowhere").SyncToAsync(ground.Folder, Deleting, ground.Hear);
        Assert.False(summary.Succeeded);
        Assert.Contains("NoSuchBucket", Assert.Single(ground.Outcomes).Problem, StringComparison.Ordinal);
        Assert.Equal(["precious"], ground.Files());
    }

    [Fact]
    public async Task A_target_whose_listing_breaks_off_loses_nothing()
    {
        await using var ground = await Ground.StartAsync();
        Directory.CreateDirectory(ground.Folder.Root);
        await using var server = new ScriptedServer(FirstPage, Reply.Error(403, "AccessDenied"));
        await using var client = new S3Client(server.Options);
        var summary = await ground.Folder.SyncToAsync(client.Place("box"), Deleting, ground.Hear);
        Assert.Equal((0, false), (summary.Deleted, summary.Succeeded));
        Assert.StartsWith("Not everything could be listed", summary.DeletesStopped, StringComparison.Ordinal);
        Assert.Contains("AccessDenied", Assert.Single(ground.Outcomes).Problem, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.StartsWith("GET ", request.Line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_whose_listing_breaks_off_deletes_nothing()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("a");
        ground.Write("z");
        await using var server = new ScriptedServer(FirstPage, Reply.Error(403, "AccessDenied"));
        await using var client = new S3Client(server.Options);
        var summary = await client.Place("box").SyncToAsync(ground.Folder, Deleting with { Comparison = Comparison.Missing }, ground.Hear);
        Assert.False(summary.Succeeded);
        Assert.Equal(["a", "z"], ground.Files());
    }

    [Fact]
    public async Task A_listing_out_of_order_deletes_nothing_and_says_why()
    {
        await using var ground = await Ground.StartAsync();
        Directory.CreateDirectory(ground.Folder.Root);
        await using var server = new ScriptedServer(Page("gone", "also gone"));
        await using var client = new S3Client(server.Options);
        var summary = await ground.Folder.SyncToAsync(client.Place("box"), Deleting, ground.Hear);
        Assert.Equal((0, false), (summary.Deleted, summary.Succeeded));
        Assert.Contains("'gone' before 'also gone'", Assert.Single(ground.Outcomes).Problem, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task More_deletions_than_are_believed_are_none()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("new");
        foreach (var key in (string[])["1", "2", "3"])
        {
            await ground.PutAsync(key);
        }

        var summary = await ground.Folder.SyncToAsync(ground.Box, Deleting with { MaxDelete = 2 });
        Assert.Equal((1, 0, false), (summary.Copied, summary.Deleted, summary.Succeeded));
        Assert.Equal("3 deletions are more than the 2 that are allowed, so nothing was deleted.", summary.DeletesStopped);
        Assert.Equal(["1", "2", "3", "new"], await ground.KeysAsync());
        Assert.True((await ground.Folder.SyncToAsync(ground.Box, Deleting with { MaxDelete = 3 })).Succeeded);
        Assert.Equal(["new"], await ground.KeysAsync());
    }

    [Fact]
    public async Task Many_are_deleted_a_thousand_at_a_time_and_wait_in_a_file()
    {
        await using var ground = await Ground.StartAsync();
        using var deletes = new DeferredDeletes();
        var keys = Enumerable.Range(0, 25_000).Select(i => $"{i:00000}").ToList();
        keys.ForEach(key => deletes.Add(new Entry { Key = key, Length = 7, Modified = DateTimeOffset.UnixEpoch }));
        Assert.Equal((25_000, true), (deletes.Count, keys.SequenceEqual(deletes.InOrder().Select(entry => entry.Key))));
        Assert.Equal((7, DateTimeOffset.UnixEpoch), deletes.InOrder().Select(entry => (entry.Length, entry.Modified)).Last());
        for (var i = 0; i < 1500; i++)
        {
            await ground.PutAsync($"{i:0000}");
        }

        ground.Arrivals.Clear();
        Assert.Equal(1500, (await ground.Box.DeleteAsync()).Deleted);
        Assert.Empty(await ground.KeysAsync());
        Assert.Equal(2, ground.Requests.Count(head => head.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_shard_deletes_its_own_only_and_all_shards_delete_all()
    {
        await using var ground = await Ground.StartAsync();
        Directory.CreateDirectory(ground.Folder.Root);
        for (var i = 0; i < 40; i++)
        {
            await ground.PutAsync($"k{i}");
        }

        var first = await ground.Folder.SyncToAsync(ground.Box, Deleting with { Shard = new Shard(0, 2) });
        Assert.InRange(first.Deleted, 5, 35);
        Assert.Equal(40 - first.Deleted, (await ground.KeysAsync()).Count);
        Assert.All(await ground.KeysAsync(), key => Assert.True(new Shard(1, 2).Takes(key)));
        await ground.Folder.SyncToAsync(ground.Box, Deleting with { Shard = new Shard(1, 2) });
        Assert.Empty(await ground.KeysAsync());
    }

    [Fact]
    public async Task Nothing_is_deleted_through_a_link_that_leads_outside()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("here");
        var outside = Directory.CreateDirectory(Path.Join(ground.Outside, "elsewhere"));
        await File.WriteAllTextAsync(Path.Join(outside.FullName, "precious"), "x");
        Directory.CreateSymbolicLink(Path.Join(ground.Folder.Root, "link"), outside.FullName);
        var summary = await ground.Client.Place("box").SyncToAsync(ground.Folder, Deleting);
        Assert.Equal((1, true), (summary.Deleted, summary.Succeeded));
        Assert.True(File.Exists(Path.Join(outside.FullName, "precious")));
    }

    [Fact]
    public async Task What_the_sources_pattern_leaves_out_is_not_deleted()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("2025-12/x");
        ground.Write("2026-01/x");
        ground.Write("2026-01/y");
        await ground.PutAsync("logs/2026-02/x");
        var summary = await ground.Client.PlaceMatching("box", "logs/2026-*/x").SyncToAsync(ground.Folder, Deleting);
        Assert.Equal((1, 1), (summary.Copied, summary.Deleted));
        Assert.Equal(["2025-12/x", "2026-01/y", "2026-02/x"], ground.Files());
    }

    private static Reply FirstPage => Page("gone") with
    {
        Body = Page("gone").Body.Replace("<IsTruncated>false</IsTruncated>", "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>", StringComparison.Ordinal),
    };

    private static Reply Page(params string[] keys) => Reply.Ok(
        $"<ListBucketResult><Name>box</Name><IsTruncated>false</IsTruncated>{string.Concat(keys.Select(key => $"<Contents><Key>{key}</Key><Size>1</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>"))}</ListBucketResult>");
}
