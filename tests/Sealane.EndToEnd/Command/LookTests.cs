using System.Text.Json;

namespace Sealane.EndToEnd.Command;

/// <summary>ls, du, head, cat, presign and config, as somebody uses them who knows <c>aws s3</c>.</summary>
public sealed class LookTests : IAsyncLifetime
{
    private ServedBucket _served = null!;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedBucket.StartAsync();
        await _served.StoreAsync("a.txt", "logs/1.gz", "logs/2.gz", "logs/2.txt", "logs/deep/3.gz", "what?", "ünï/☃ x");
    }

    [Fact]
    public async Task Ls_shows_the_next_level_as_aws_s3_does()
    {
        Assert.EndsWith(" box\n", await _served.DoAsync("ls"), StringComparison.Ordinal);
        var level = await _served.DoAsync("ls", "s3://box");
        Assert.StartsWith("                           PRE logs/\n                           PRE ünï/\n", level, StringComparison.Ordinal);
        Assert.Matches(@"\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d          5 a\.txt\n", level);
        Assert.Equal(["PRE deep/", "1.gz", "2.gz", "2.txt"], Names(await _served.DoAsync("ls", "s3://box/logs/")));
        Assert.Equal(["PRE logs/"], Names(await _served.DoAsync("ls", "s3://box/lo")));
    }

    [Fact]
    public async Task Ls_goes_down_sums_up_and_takes_wildcards()
    {
        var all = await _served.DoAsync("ls", "s3://box/logs/", "--recursive", "--human-readable", "--summarize");
        Assert.Contains("    9 Bytes logs/1.gz\n", all, StringComparison.Ordinal);
        Assert.EndsWith("\nTotal Objects: 4\n   Total Size: 42 Bytes\n", all, StringComparison.Ordinal);
        Assert.Equal(["logs/1.gz", "logs/2.gz", "logs/deep/3.gz"], Names(await _served.DoAsync("ls", "s3://box/logs/*.gz")));
        Assert.Equal(["what?"], Names(await _served.DoAsync("ls", "--raw", "s3://box/what?")));
        Assert.Equal("s3://box/logs/2.gz\0s3://box/logs/2.txt\0", await _served.DoAsync("ls", "s3://box/logs/2*", "--show-fullpath", "--print0"));
    }

    [Fact]
    public async Task Ls_of_nothing_says_so_and_fails_as_aws_s3_does()
    {
        var said = await _served.TryAsync("ls", "s3://box/nothing/");
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(said, 1, "nothing at s3://box/nothing/", "sealane ls s3://box/");
    }

    [Fact]
    public async Task Ls_and_head_and_du_speak_JSON_one_object_a_line()
    {
        var lines = (await _served.DoAsync("ls", "s3://box/", "-r", "--json", "--summarize")).TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(8, lines.Count);
        Assert.Equal("ünï/☃ x", lines[6].GetProperty("key").GetString());
        Assert.Equal(11, lines[6].GetProperty("size").GetInt64());
        Assert.Equal(7, lines[7].GetProperty("objects").GetInt64());

        var head = JsonDocument.Parse(await _served.DoAsync("head", "s3://box/a.txt", "--json")).RootElement;
        Assert.Equal(5, head.GetProperty("size").GetInt64());
        Assert.True(head.TryGetProperty("checksum_crc64nvme", out _));

        var sum = JsonDocument.Parse(await _served.DoAsync("du", "--group", "s3://box/logs/", "--json")).RootElement;
        Assert.Equal((4, 42, "STANDARD"), (sum.GetProperty("objects").GetInt64(), sum.GetProperty("bytes").GetInt64(), sum.GetProperty("storage_class").GetString()));
    }

    [Fact]
    public async Task Du_counts_and_head_shows_what_S3_knows()
    {
        Assert.Equal("42 bytes in 4 objects: s3://box/logs/\n", await _served.DoAsync("du", "s3://box/logs/"));
        Assert.Contains("checksum_crc64nvme", await _served.DoAsync("head", "s3://box/a.txt"), StringComparison.Ordinal);
        Assert.Contains("region", await _served.DoAsync("head", "s3://box"), StringComparison.Ordinal);
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(await _served.TryAsync("head", "s3://box/nothing"), 1, "s3://box/nothing", "404");
    }

    [Fact]
    public async Task Cat_writes_objects_one_behind_the_other()
    {
        Assert.Equal("logs/1.gzlogs/2.gza.txt", await _served.DoAsync("cat", "s3://box/logs/?.gz", "s3://box/a.txt"));
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(await _served.TryAsync("cat", "s3://box/none*"), 1, "No object fits s3://box/none*");
    }

    [Fact]
    public async Task Presigned_URLs_let_anybody_download_and_upload()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var get = await _served.DoAsync("presign", "s3://box/logs/1.gz", "--expires-in", "3h");
        Assert.Contains("X-Amz-Expires=10800", get, StringComparison.Ordinal);
        Assert.Equal("logs/1.gz", await http.GetStringAsync(get.Trim()));

        var put = JsonDocument.Parse(await _served.DoAsync("presign", "s3://box/inbox", "-X", "PUT", "--json")).RootElement;
        Assert.Equal("PUT", put.GetProperty("method").GetString());
        using var stored = await http.PutAsync(put.GetProperty("url").GetString(), new ByteArrayContent("from outside"u8.ToArray()));
        Assert.True(stored.IsSuccessStatusCode);
        Assert.Equal("from outside", await _served.DoAsync("cat", "s3://box/inbox"));
    }

    [Fact]
    public async Task Config_says_where_each_setting_comes_from_and_shows_no_secret()
    {
        await File.WriteAllTextAsync(_served.Folder.File("config"), "[default]\nmax_attempts = 4\ns3 =\n  multipart_chunksize = 16MB\n  max_queue_size = 1000\n");
        var said = await BadInput.Command.RunAsync(_served.Folder, ["config", "--region", "eu-west-1"], ("AWS_CONFIG_FILE", _served.Folder.File("config")));
        Assert.Matches(@"(?m)^region +eu-west-1 +--region$", said.Output);
        Assert.Matches(@"(?m)^max_attempts +4 +'max_attempts' of the profile 'default'$", said.Output);
        Assert.Matches(@"(?m)^s3.multipart_chunksize +16777216 +'s3", said.Output);
        Assert.Matches(@"(?m)^s3.max_queue_size +1000 .*\(ignored: ", said.Output);
        Assert.Matches($@"(?m)^credentials +{BadInput.Command.AccessKeyId} +the environment", said.Output);
        Assert.DoesNotContain(BadInput.Command.Secret, said.Output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    // What stands behind date and size.
    private static IEnumerable<string> Names(string listing) => listing.TrimEnd('\n').Split('\n').Select(line => line.Contains(" PRE ", StringComparison.Ordinal) ? line.Trim() : line[31..]);
}
