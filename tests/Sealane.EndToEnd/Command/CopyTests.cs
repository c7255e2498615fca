using System.Text.Json;
using Sealane.Protocol.Objects;
using Sealane.Signing.Journey;

namespace Sealane.EndToEnd.Command;

/// <summary>cp, mv and sync, as somebody uses them who knows <c>aws s3</c> and s5cmd.</summary>
public sealed class CopyTests : IAsyncLifetime
{
    private ServedBucket _served = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedBucket.StartAsync();
        Write("dir/a.txt", "a");
        Write("dir/sub/b [1].html", "bb");
        Write("dir/sub/c.jpg", "ccc");
    }

    [Fact]
    public async Task A_folder_goes_up_and_comes_down_again_with_a_line_for_each_file()
    {
        Assert.Equal(
            ["upload: dir/a.txt to s3://box/x/a.txt", "upload: dir/sub/b [1].html to s3://box/x/sub/b [1].html", "upload: dir/sub/c.jpg to s3://box/x/sub/c.jpg"],
            Lines(await _served.DoAsync("cp", "--recursive", "dir", "s3://box/x")).Order(StringComparer.Ordinal));
        Assert.Matches(@"(?m)^content_type +text/html$", await _served.DoAsync("head", "s3://box/x/sub/b [1].html"));

        var lines = Lines(await _served.DoAsync("cp", "-r", "s3://box/x/", "back", "--json")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(3, lines.Count);
        var one = lines.Single(line => line.GetProperty("source").GetString() == "s3://box/x/sub/c.jpg");
        Assert.Equal(("done", "download", "back/sub/c.jpg", 3), (
            one.GetProperty("status").GetString(), one.GetProperty("operation").GetString(), one.GetProperty("target").GetString(), one.GetProperty("bytes").GetInt64()));
        Assert.Equal("bb", Read("back/sub/b [1].html"));
        Assert.Equal("", await _served.DoAsync("cp", "-r", "s3://box/x/", "again", "--quiet"));
    }

    [Fact]
    public async Task Patterns_filters_lists_and_several_sources_choose_what_is_copied()
    {
        await _served.StoreAsync("logs/1.gz", "logs/2.gz", "logs/2.txt", "what?");
        await _served.DoAsync("cp", "s3://box/logs/*.gz", "down/");
        Assert.Equal(["1.gz", "2.gz"], Directory.EnumerateFiles(_served.Folder.File("down")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await _served.DoAsync("cp", "--raw", "s3://box/what?", "down/");
        Assert.Equal("what?", Read("down/what?"));
        await _served.DoAsync("cp", "-r", "dir", "s3://box/f", "--exclude", "*", "--include", "*.html", "--include=*.jpg", "--exclude", "*c*");
        await _served.DoAsync("cp", "dir/a.txt", "dir/sub/c.jpg", "s3://box/s/");
        var listed = await _served.TryAsync("./a.txt\0sub/b [1].html\0missing\0", ["cp", "--files0-from", "-", "dir", "s3://box/l"]);
        Assert.Equal(1, listed.ExitCode);
        Assert.Contains("dir/missing", listed.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["f/sub/b [1].html", "l/a.txt", "l/sub/b [1].html", "logs/1.gz", "logs/2.gz", "logs/2.txt", "s/a.txt", "s/c.jpg", "what?"], await _served.KeysAsync());
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(await _served.TryAsync("cp", "s3://box/none*", "down"), 1, "Nothing fits 's3://box/none*'");
    }

    [Fact]
    public async Task What_is_there_already_is_kept_when_one_says_so()
    {
        await _served.DoAsync("cp", "dir/a.txt", "s3://box/k");
        Write("dir/a.txt", "other");
        var kept = await _served.TryAsync("cp", "dir/a.txt", "s3://box/k", "--no-clobber");
        Assert.Equal((0, ""), (kept.ExitCode, kept.Output));
        Assert.Contains("skipped: dir/a.txt", kept.Error, StringComparison.Ordinal);
        Assert.Equal("a", await _served.DoAsync("cp", "s3://box/k", "-"));
        await _served.DoAsync("cp", "dir/a.txt", "s3://box/k", "--if-size-differ");
        Assert.Equal("other", await _served.DoAsync("cat", "s3://box/k"));

        Write("dir/a.txt", "third");
        Assert.Equal("", await _served.DoAsync("cp", "dir/a.txt", "s3://box/k", "-s", "--quiet"));
        File.SetLastWriteTimeUtc(_served.Folder.File("dir/a.txt"), new DateTime(2035, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await _served.DoAsync("cp", "dir/a.txt", "s3://box/k", "-u");
        Assert.Equal("third", await _served.DoAsync("cat", "s3://box/k"));
        await _served.DoAsync("cp", "-r", "-n", "dir", "s3://box/");
        Assert.Equal(["a.txt", "k", "sub/b [1].html", "sub/c.jpg"], await _served.KeysAsync());
    }

    [Fact]
    public async Task Mv_takes_away_what_it_has_copied_and_nothing_else()
    {
        Assert.Equal("move: dir/a.txt to s3://box/a.txt\n", await _served.DoAsync("mv", "dir/a.txt", "s3://box/"));
        Assert.False(File.Exists(_served.Folder.File("dir/a.txt")));
        Assert.Equal(2, Lines(await _served.DoAsync("mv", "-r", "dir", "s3://box/m/", "--dryrun")).Count(line => line.StartsWith("(dryrun) move: ", StringComparison.Ordinal)));
        await _served.DoAsync("mv", "-r", "dir/sub", "s3://box/m", "--exclude", "*.jpg");
        Assert.Equal(["c.jpg"], Directory.EnumerateFiles(_served.Folder.File("dir/sub")).Select(Path.GetFileName));
        Assert.Equal("move: s3://box/a.txt to s3://box/z/a.txt\n", await _served.DoAsync("mv", "s3://box/a.txt", "s3://box/z/"));
        Assert.Equal("move: s3://box/m/b [1].html to back/b [1].html\n", await _served.DoAsync("mv", "--recursive", "s3://box/m", "back"));
        Assert.Equal(["z/a.txt"], await _served.KeysAsync());
        Assert.Equal(1, (await _served.TryAsync("mv", "s3://box/z/a.txt", "s3://nowhere/a.txt")).ExitCode);
        Assert.Equal(["z/a.txt"], await _served.KeysAsync());
    }

    [Fact]
    public async Task Mv_of_many_leaves_what_it_was_told_not_to_copy()
    {
        await _served.StoreAsync("k/a.txt");
        Assert.Equal(2, Lines(await _served.DoAsync("mv", "-r", "-n", "dir", "s3://box/k")).Length);
        Assert.Equal(["a.txt"], Directory.EnumerateFiles(_served.Folder.File("dir"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Equal("k/a.txt", await _served.DoAsync("cat", "s3://box/k/a.txt"));
        Assert.Equal("move: dir/a.txt to s3://box/k/a.txt\n", await _served.DoAsync("mv", "-r", "-s", "dir", "s3://box/k"));
        Assert.Equal("a", await _served.DoAsync("cat", "s3://box/k/a.txt"));
        Assert.False(File.Exists(_served.Folder.File("dir/a.txt")));
        await _served.StoreAsync("m/a.txt");
        await _served.DoAsync("mv", "-r", "-n", "s3://box/k/", "s3://box/m/");
        Assert.Equal(["k/a.txt", "m/a.txt", "m/sub/b [1].html", "m/sub/c.jpg"], await _served.KeysAsync());
    }

    [Fact]
    public async Task Sync_copies_what_differs_and_deletes_only_when_told_and_not_too_much()
    {
        Assert.Equal(3, Lines(await _served.DoAsync("sync", "dir", "s3://box/x")).Length);
        Assert.Equal("", await _served.DoAsync("sync", "dir", "s3://box/x"));
        Write("dir/a.txt", "changed");
        File.Delete(_served.Folder.File("dir/sub/c.jpg"));
        Assert.Equal("upload: dir/a.txt to s3://box/x/a.txt\n", await _served.DoAsync("sync", "dir", "s3://box/x"));
        Assert.Equal("(dryrun) delete: s3://box/x/sub/c.jpg\n", await _served.DoAsync("sync", "dir", "s3://box/x", "--delete", "--dryrun"));
        var stopped = await _served.TryAsync("sync", "dir", "s3://box/x", "--delete", "--max-delete", "0");
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(stopped, 1, "more than the 0 that are allowed");
        Assert.Equal("", await _served.DoAsync("sync", "dir", "s3://box/x", "--delete", "--exclude", "*.jpg"));
        Assert.Equal("delete: s3://box/x/sub/c.jpg\n", await _served.DoAsync("sync", "dir", "s3://box/x", "--delete"));

        Write("dir/a.txt", "CHANGED");
        File.SetLastWriteTimeUtc(_served.Folder.File("dir/a.txt"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal("", await _served.DoAsync("sync", "dir", "s3://box/x"));
        Assert.Equal("upload: dir/a.txt to s3://box/x/a.txt\n", await _served.DoAsync("sync", "dir", "s3://box/x", "--compare", "checksum"));
    }

    [Fact]
    public async Task Shards_are_disjoint_and_complete()
    {
        for (var i = 0; i < 40; i++)
        {
            Write($"many/{i}", "x");
        }

        var lines = new List<string>();
        for (var shard = 0; shard < 3; shard++)
        {
            var part = Lines(await _served.DoAsync("cp", "-r", "many", "s3://box/", "--shard", $"{shard}/3"));
            Assert.NotEmpty(part);
            lines.AddRange(part);
        }

        Assert.Equal(40, lines.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(40, lines.Count);
    }

    [Fact]
    public async Task A_copy_between_buckets_keeps_its_metadata_unless_others_are_given()
    {
        await _served.DoAsync("cp", "dir/a.txt", "s3://box/a", "--metadata", "colour=red");
        Assert.Equal("copy: s3://box/a to s3://box/b\n", await _served.DoAsync("cp", "s3://box/a", "s3://box/b"));
        Assert.Matches("(?m)^metadata.colour +red$", await _served.DoAsync("head", "s3://box/b"));
        await _served.DoAsync("cp", "s3://box/a", "s3://box/c", "--content-type", "text/x-new");
        var head = await _served.DoAsync("head", "s3://box/c");
        Assert.Matches("(?m)^content_type +text/x-new$", head);
        Assert.DoesNotContain("colour", head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_go_up_with_a_file_whole_or_in_parts_and_stay_with_a_copy()
    {
        Write("long", new string('x', (5 << 20) + 1));
        await _served.DoAsync("cp", "dir/a.txt", "s3://box/a", "--tags", "team=blue sky", "--tags", "size=");
        await _served.DoAsync("cp", "long", "s3://box/long", "--tags", "team=blue sky,size=", "--part-size", "5MiB", "--multipart-threshold", "5MiB");
        await _served.TryAsync("from a pipe", ["put", "s3://box/pipe", "--tags", "team=blue sky,size="]);
        await _served.DoAsync("cp", "s3://box/a", "s3://box/copy");
        await _served.DoAsync("mv", "s3://box/copy", "s3://box/moved", "--content-type", "text/x-new");
        await _served.DoAsync("cp", "s3://box/a", "s3://box/other", "--tags", "team=red");

        foreach (var key in new[] { "a", "long", "pipe", "moved" })
        {
            Assert.Equal([("team", "blue sky"), ("size", "")], await TagsAsync(key));
        }

        Assert.Equal([("team", "red")], await TagsAsync("other"));
        Assert.Equal(2, _served.Arrivals.Count(arrival => arrival.Operation == "UploadPart"));
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(await _served.TryAsync("cp", "dir/a.txt", "s3://box/bad", "--tags", "aws:a=b"), 1, "Your TagKey cannot be prefixed with aws:");

        async Task<IEnumerable<(string, string)>> TagsAsync(string key) =>
            (await _served.S3.GetObjectTaggingAsync("box", key)).TagSet.Select(tag => (tag.Key, tag.Value));
    }

    [Theory]
    [InlineData("PutObject", "cp", "dir/a.txt", "s3://box/a")]
    [InlineData("PutObject", "mv", "dir/a.txt", "s3://box/a")]
    [InlineData("PutObject", "sync", "dir", "s3://box/x")]
    [InlineData("PutObject", "put", "s3://box/pipe")]
    [InlineData("CopyObject", "cp", "s3://box/there", "s3://box/a")]
    [InlineData("CreateMultipartUpload", "cp", "long", "s3://box/a", "--multipart-threshold", "5MiB")]
    public async Task Grants_are_said_to_the_store_as_aws_s3_says_them(string operation, params string[] command)
    {
        const string Everybody = "uri=http://acs.amazonaws.com/groups/global/AllUsers";
        Write("long", new string('x', (5 << 20) + 1));
        await _served.StoreAsync("there");
        _served.Arrivals.Clear();

        var refused = await _served.TryAsync("from a pipe", [.. command, "--grants", "read=" + Everybody, "full=emailaddress=a@example.com,id=b", "--grants", "readacl=id=c", "read=id=d"]);

        Assert.Contains("The bucket does not allow ACLs", refused.ToString(), StringComparison.Ordinal);
        var head = MessageHead.Parse(_served.Arrivals.First(arrival => arrival.Operation == operation).Head);
        Assert.Equal(
            [Everybody + ",id=d", "emailaddress=a@example.com,id=b", "id=c", null],
            [head.Value("x-amz-grant-read"), head.Value("x-amz-grant-full-control"), head.Value("x-amz-grant-read-acp"), head.Value("x-amz-grant-write-acp")]);
    }

    [Theory]
    [InlineData("write=id=a")]
    [InlineData("read")]
    [InlineData("read=nobody")]
    [InlineData("read=group=a")]
    [InlineData("read=id=")]
    public async Task A_grant_that_says_nothing_is_a_mistake_on_the_command_line(string grant)
    {
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(await _served.TryAsync("cp", "dir/a.txt", "s3://box/a", "--grants", grant), 2, $"--grants is '{grant}'", "AllUsers");
        Assert.Empty(_served.Arrivals);
    }

    [Fact]
    public async Task Grants_and_a_canned_list_exclude_each_other()
    {
        var refused = await _served.TryAsync("sync", "dir", "s3://box", "--acl", "private", "--grants", "read=id=a");
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(refused, 2, "--acl and --grants exclude each other", "Leave one of them out");
        Assert.Empty(_served.Arrivals);
    }

    [Fact]
    public async Task A_file_that_fails_is_named_and_the_others_are_copied()
    {
        await _served.StoreAsync("d/ok", "d/../evil", "d/x/y");
        Write("target/x", "a file where a folder is needed");
        var said = await _served.TryAsync("cp", "-r", "s3://box/d", "target");
        Assert.Equal(1, said.ExitCode);
        Assert.Contains("download failed: s3://box/d/../evil to target/../evil: ", said.Error, StringComparison.Ordinal);
        Assert.Contains("download failed: s3://box/d/x/y to target/x/y: ", said.Error, StringComparison.Ordinal);
        Assert.Equal("d/ok", Read("target/ok"));
        Assert.False(File.Exists(_served.Folder.File("evil")));
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_served.Folder.File(name))!);
        File.WriteAllText(_served.Folder.File(name), content);

        // S3 tells times in whole seconds: what is uploaded within the second of its writing looks newer than its copy.
        File.SetLastWriteTimeUtc(_served.Folder.File(name), TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1));
    }

    private string Read(string name) => File.ReadAllText(_served.Folder.File(name));
}
