using Sealane.Sync;
using Sealane.Sync.Folders;

namespace Sealane.Tests.Sync;

/// <summary>A key becomes one path in the folder, or is refused.</summary>
public sealed class TargetFolderTests
{
    [Theory]
    [InlineData("a//b", "two in a row")]
    [InlineData("/a", "at its start")]
    [InlineData("//", "at its start")]
    [InlineData("..", "'..' is a folder's way")]
    [InlineData("../a", "'..' is a folder's way")]
    [InlineData("a/../../b", "'..' is a folder's way")]
    [InlineData("a/./b", "'.' is a folder's way")]
    [InlineData("a\0b", "NUL")]
    [InlineData("a/", null)]
    [InlineData("a b+&%/\u00A0/\U0001F600", null)]
    [InlineData("..a/b..", null)]
    [InlineData("a\nb", null)]
    [InlineData("a\\b", null)]
    public void Some_keys_are_no_paths(string key, string? says)
    {
        if (says is null)
        {
            Assert.Null(TargetFolder.WhyRefused(key));
        }
        else
        {
            Assert.Contains(says, TargetFolder.WhyRefused(key), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_name_may_have_255_bytes()
    {
        Assert.Null(TargetFolder.WhyRefused(new string('a', 255)));
        Assert.Contains("255 bytes", TargetFolder.WhyRefused("x/" + new string('\u00E9', 128)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("con", "CON")]
    [InlineData("com1.txt", "COM1")]
    [InlineData("a:b", "':'")]
    [InlineData("a\u0007", "U+0007")]
    [InlineData("dot.", "dot")]
    [InlineData("blank ", "blank")]
    [InlineData("console", null)]
    [InlineData("com10", null)]
    public void Windows_has_rules_of_its_own(string name, string? says)
    {
        if (says is null)
        {
            Assert.Null(WindowsNames.WhyRefused(name));
        }
        else
        {
            Assert.Contains(says, WindowsNames.WhyRefused(name), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_that_are_no_paths_fail_one_by_one_and_the_rest_arrives()
    {
        await using var ground = await Ground.StartAsync();
        string[] bad = ["../escape", "a//b", "/rooted", "x/../../y", "full/"];
        foreach (var key in (string[])[.. bad, "good", "dir/", "dir/file", "only/"])
        {
            await ground.PutAsync(key, key is "dir/" or "only/" ? "" : "x");
        }

        var summary = await ground.Box.CopyToAsync(ground.Folder, report: ground.Hear);
        Assert.Equal((4, bad.Length), (summary.Copied, summary.Failed));
        Assert.Equal(bad.Order(StringComparer.Ordinal), ground.Outcomes.Where(one => one.Status == OutcomeStatus.Failed).Select(one => one.Entry.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["dir/file", "good"], ground.Files());
        Assert.True(Directory.Exists(Path.Join(ground.Folder.Root, "only")));
        Assert.Equal([ground.Folder.Root], Directory.EnumerateFileSystemEntries(ground.Outside));
    }

    [Fact]
    public async Task Nothing_is_written_over_a_link_that_leads_outside()
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("link/file");
        await ground.PutAsync("link/deep/er/file");
        await ground.PutAsync("alias", "new");
        await ground.PutAsync("inside/file");
        var outside = Directory.CreateDirectory(Path.Join(ground.Outside, "elsewhere"));
        await File.WriteAllTextAsync(Path.Join(outside.FullName, "precious"), "old");
        ground.Write("real/x");
        Directory.CreateSymbolicLink(Path.Join(ground.Folder.Root, "link"), outside.FullName);
        Directory.CreateSymbolicLink(Path.Join(ground.Folder.Root, "inside"), Path.Join(ground.Folder.Root, "real"));
        File.CreateSymbolicLink(Path.Join(ground.Folder.Root, "alias"), Path.Join(outside.FullName, "precious"));
        var summary = await ground.Box.CopyToAsync(ground.Folder, report: ground.Hear);
        Assert.Equal((2, 2), (summary.Copied, summary.Failed));
        Assert.Equal(["Done Download alias", "Done Download inside/file", "Failed Download link/deep/er/file", "Failed Download link/file"], ground.Heard());
        Assert.Equal(["precious"], outside.EnumerateFileSystemInfos().Select(one => one.Name));
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Join(outside.FullName, "precious")));
        Assert.Equal("new", ground.Read("alias"));
        Assert.Equal("x", ground.Read("real/file"));
    }

    [Fact]
    public async Task A_name_that_is_a_file_and_a_folder_is_one_of_them_and_the_other_is_named()
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("a");
        await ground.PutAsync("a/b");
        await ground.PutAsync("c");
        var summary = await ground.Box.CopyToAsync(ground.Folder, report: ground.Hear);
        Assert.Equal((2, 1), (summary.Copied, summary.Failed));
        Assert.StartsWith("a", ground.Outcomes.Single(one => one.Status == OutcomeStatus.Failed).Entry.Key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CaseConflict.Fail, 1, 1, 0)]
    [InlineData(CaseConflict.Skip, 1, 0, 1)]
    [InlineData(CaseConflict.Overwrite, 2, 0, 0)]
    public async Task Names_that_differ_only_in_case_are_one_where_the_target_cannot_tell(CaseConflict choice, int copied, int failed, int skipped)
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("README");
        await ground.PutAsync("readme");
        var target = ground.Folder with { FoldsCase = true };
        var summary = await ground.Box.SyncToAsync(target, new SyncOptions { CaseConflict = choice }, ground.Hear);
        Assert.Equal((copied, failed, skipped), (summary.Copied, summary.Failed, summary.Skipped));
    }

    [Fact]
    public async Task A_target_that_tells_case_has_both()
    {
        await using var ground = await Ground.StartAsync();
        await ground.PutAsync("README");
        await ground.PutAsync("readme");
        Assert.Equal(2, (await ground.Box.SyncToAsync(ground.Folder)).Copied);
        Assert.Equal(["README", "readme"], ground.Files());
    }
}
