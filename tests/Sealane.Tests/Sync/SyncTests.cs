using Sealane.Sync;

namespace Sealane.Tests.Sync;

public sealed class SyncTests
{
    [Fact]
    public async Task A_folder_goes_up_and_the_second_time_nothing_does()
    {
        await using var ground = await Ground.StartAsync();
        string[] names = ["a-b", "a.txt", "a/x", "a0", "deep/er/file", "empty", "sp ace+&%", "\U0001F600", "\u00A0", "\uFFEE"];
        foreach (var name in names)
        {
            ground.Write(name, name == "empty" ? "" : $"content of {name}", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        }

        var first = await ground.Folder.SyncToAsync(ground.Box, report: ground.Hear);
        Assert.Equal((names.Length, 0, true), (first.Copied, first.Same, first.Succeeded));
        Assert.All(ground.Outcomes, one => Assert.Equal((ObjectAction.Upload, OutcomeStatus.Done, CopyReason.New), (one.Action, one.Status, one.Why)));
        Assert.Equal(ground.Files(), await ground.KeysAsync());
        Assert.Equal("content of a/x", await ground.GetAsync("a/x"));
        var second = await ground.Folder.SyncToAsync(ground.Box);
        Assert.Equal((0, names.Length, true), (second.Copied, second.Same, second.Succeeded));
    }

    [Fact]
    public async Task A_bucket_comes_down_and_the_second_time_nothing_does()
    {
        await using var ground = await Ground.StartAsync();
        string[] keys = ["a-b", "a.txt", "a/x", "a0", "deep/er/file", "sp ace+&%", "\U0001F600", "\u00A0", "\uFFEE", "bell\a"];
        foreach (var key in keys)
        {
            await ground.PutAsync(key, $"content of {key}");
        }

        var first = await ground.Box.SyncToAsync(ground.Folder, report: ground.Hear);
        Assert.Equal((keys.Length, true), (first.Copied, first.Succeeded));
        Assert.Equal(await ground.KeysAsync(), ground.Files());
        Assert.Equal("content of deep/er/file", ground.Read("deep/er/file"));
        var second = await ground.Box.SyncToAsync(ground.Folder);
        Assert.Equal((0, keys.Length), (second.Copied, second.Same));
    }

    [Fact]
    public async Task Bucket_to_bucket_is_copied_inside_the_store()
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("from/a b", "1");
        await ground.PutAsync("from/dir/", "");
        var summary = await ground.Client.Place("box", "from/").SyncToAsync(ground.Client.Place("crate", "to/"), report: ground.Hear);
        Assert.Equal((2, true), (summary.Copied, summary.Succeeded));
        Assert.Equal(["to/a b", "to/dir/"], await ground.KeysAsync("crate"));
        Assert.Equal("1", await ground.GetAsync("to/a b", "crate"));
        Assert.Equal(2, (await ground.Client.Place("box", "from/").SyncToAsync(ground.Client.Place("crate", "to/"))).Same);
    }

    [Fact]
    public async Task What_only_the_target_has_is_deleted_when_asked_and_excluded_names_never()
    {
        await using var ground = await Ground.StartAsync();
        ground.Write("keep", modified: new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        foreach (var key in (string[])["keep", "gone", "logs/1", "dir/"])
        {
            await ground.PutAsync(key);
        }

        var options = new SyncOptions { Delete = true, Filter = NameFilter.All.Exclude("logs/*") };
        var dry = await ground.Folder.SyncToAsync(ground.Box, options with { DryRun = true }, ground.Hear);
        Assert.Equal(["Planned Delete dir/", "Planned Delete gone"], ground.Heard());
        Assert.Equal(2, dry.Deleted);
        Assert.Equal(4, (await ground.KeysAsync()).Count);
        Assert.Equal(2, (await ground.Folder.SyncToAsync(ground.Box, options)).Deleted);
        Assert.Equal(["keep", "logs/1"], await ground.KeysAsync());
    }
}
