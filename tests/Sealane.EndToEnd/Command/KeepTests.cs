using System.Text;
using System.Text.Json;
using Sealane.EndToEnd.Running;
using Sealane.Lab;
using Sealane.Protocol.Multipart;

namespace Sealane.EndToEnd.Command;

/// <summary>mb, rb, rm, put, uploads, accelerate and run, as somebody uses them who knows <c>aws s3</c> and s5cmd.</summary>
public sealed class KeepTests : IAsyncLifetime
{
    private ServedBucket _served = null!;

    public async ValueTask InitializeAsync() => _served = await ServedBucket.StartAsync();

    [Fact]
    public async Task A_bucket_is_made_and_removed_and_with_force_emptied_first()
    {
        Assert.Equal("make_bucket: s3://second\n", await _served.DoAsync("mb", "s3://second"));
        Assert.Equal("remove_bucket: s3://second\n", await _served.DoAsync("rb", "second"));
        await _served.StoreAsync("a", "b\u0001c");
        await _served.S3.CreateMultipartUploadAsync(new CreateMultipartUploadRequest { Bucket = ServedBucket.Bucket, Key = "half" });
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(await _served.TryAsync("rb", "s3://box"), 1, "BucketNotEmpty");
        Assert.EndsWith("remove_bucket: s3://box\n", await _served.DoAsync("rb", "s3://box", "--force"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rm_deletes_one_or_a_folder_or_what_fits_and_nothing_besides()
    {
        await _served.StoreAsync("log", "log/1", "log/2", "logbook", "tmp/a.gz", "tmp/b.txt", "one");
        Assert.Equal("(dryrun) delete: s3://box/log/1\n(dryrun) delete: s3://box/log/2\n", await _served.DoAsync("rm", "--recursive", "s3://box/log", "--dryrun"));
        Assert.Equal("delete: s3://box/log/1\ndelete: s3://box/log/2\n", await _served.DoAsync("rm", "--recursive", "s3://box/log"));
        Assert.Equal("delete: s3://box/tmp/a.gz\n", await _served.DoAsync("rm", "s3://box/tmp/*.gz"));
        Assert.Equal("", await _served.DoAsync("rm", "s3://box/one", "--quiet"));
        Assert.Equal(["log", "logbook", "tmp/b.txt"], await _served.KeysAsync());
    }

    [Fact]
    public async Task Rm_takes_names_from_a_list_one_a_line_or_with_NULs()
    {
        await _served.StoreAsync("a", "b\nc", "d", "e");
        var said = await _served.TryAsync("s3://box/a\0s3://box/b\nc\0", ["rm", "--files0-from", "-"]);
        Assert.True(said.ExitCode == 0, said.ToString());
        await File.WriteAllTextAsync(_served.Folder.File("names"), "d\r\n\ne\n");
        await _served.DoAsync("rm", "--files-from", "names", "s3://box/");
        Assert.Empty(await _served.KeysAsync());
    }

    [Fact]
    public async Task Put_stores_a_pipe_with_its_headers()
    {
        var said = await _served.TryAsync("{}", ["put", "s3://box/a.json", "--metadata", "colour=red,size=1,2", "--metadata", "x=y", "--cache-control", "no-cache"]);
        Assert.Equal("upload: - to s3://box/a.json\n", said.Output);
        var head = await _served.DoAsync("head", "s3://box/a.json");
        Assert.Matches(@"(?m)^content_type +application/json$", head);
        Assert.Matches(@"(?m)^cache_control +no-cache$", head);
        Assert.Matches(@"(?m)^metadata.colour +red$", head);
        Assert.Matches(@"(?m)^metadata.size +1,2$", head);
        Assert.Matches(@"(?m)^metadata.x +y$", head);
    }

    [Fact]
    public async Task Unfinished_uploads_are_listed_and_aborted_by_age_or_by_id()
    {
        var first = await _served.S3.CreateMultipartUploadAsync(new CreateMultipartUploadRequest { Bucket = ServedBucket.Bucket, Key = "half a+b" });
        var second = await _served.S3.CreateMultipartUploadAsync(new CreateMultipartUploadRequest { Bucket = ServedBucket.Bucket, Key = "other" });
        var listed = JsonDocument.Parse((await _served.DoAsync("uploads", "list", "s3://box/half", "--json")).TrimEnd()).RootElement;
        Assert.Equal(("half a+b", first.UploadId), (listed.GetProperty("key").GetString(), listed.GetProperty("upload_id").GetString()));
        Assert.Equal("", await _served.DoAsync("uploads", "abort", "s3://box/", "--older-than", "1h"));
        Assert.Equal($"abort: s3://box/half a+b ({first.UploadId})\n", await _served.DoAsync("uploads", "abort", "s3://box/half a+b", "--upload-id", first.UploadId!));
        Assert.Equal($"abort: s3://box/other ({second.UploadId})\n", await _served.DoAsync("uploads", "abort", "s3://box/", "--all"));
        Assert.Equal("", await _served.DoAsync("uploads", "list", "s3://box/"));
    }

    [Fact]
    public async Task Acceleration_is_switched_and_shown_and_not_compared_while_it_is_off()
    {
        Assert.Equal("s3://box: acceleration is off\n", await _served.DoAsync("accelerate", "get", "s3://box"));
        Assert.Equal("s3://box: acceleration is on\n", await _served.DoAsync("accelerate", "on", "s3://box"));
        Assert.Equal("""{"bucket":"box","acceleration":"Enabled"}""" + "\n", await _served.DoAsync("accelerate", "get", "box", "--json"));
        await _served.DoAsync("accelerate", "off", "s3://box");
        BadInput.Command.SaysWhatIsWrongAndWhatToDo(await _served.TryAsync("accelerate", "compare", "s3://box"), 1, "is off", "sealane accelerate on s3://box");
    }

    [Fact]
    public async Task Acceleration_is_compared_with_the_regional_endpoint_and_the_samples_are_gone()
    {
        await using var lab = await S3Lab.StartAsync();
        var environment = new Dictionary<string, string?>();
        lab.Environment.ApplyTo(environment);
        var said = await OutsideProgram.RunAsync(OutsideProgram.Sealane, ["accelerate", "compare", "s3://my-bucket", "--size", "10KB", "--rounds", "1"], environment);
        Assert.True(said.ExitCode == 0, said.ToString());
        Assert.Matches(@"(?s)^upload of 10.0 KiB\n  regional +█+ .* ms .*/s\n  accelerated +█+ .*download of 10.0 KiB\n.*from here.*: over acceleration uploads are .*, downloads ", said.Output);
        Assert.Equal(2, lab.Voyages.Count(voyage => voyage.Arrival?.Operation == "DeleteObject"));
    }

    [Fact]
    public async Task Whoever_pays_for_requests_says_so_in_each()
    {
        await _served.StoreAsync("a");
        _served.Arrivals.Clear();
        await _served.DoAsync("ls", "s3://box/", "--request-payer", "requester");
        await _served.DoAsync("cat", "s3://box/a", "--request-payer", "requester");
        Assert.True(_served.Arrivals.Count >= 2);
        Assert.All(_served.Arrivals, arrival => Assert.Contains("x-amz-request-payer: requester", Encoding.Latin1.GetString(arrival.Head), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_sums_come_at_the_end_for_people_and_for_programs()
    {
        await _served.StoreAsync("a", "b");
        var said = await _served.TryAsync("rm", "-r", "s3://box/", "--stat");
        Assert.Matches(@"^2 objects, 0 Bytes in [0-9.]+ s \(.*/s\), 0 failed, 0 retries; processor [0-9.]+ s, memory at most [0-9.]+ MiB\n$", said.Error);
        var last = JsonDocument.Parse((await _served.DoAsync("rm", "s3://box/a", "--stat", "--json")).TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(("summary", 1), (last.GetProperty("status").GetString(), last.GetProperty("objects").GetInt64()));
    }

    [Fact]
    public async Task Run_carries_out_lines_names_those_that_fail_and_goes_on_with_the_rest()
    {
        await _served.StoreAsync("a b", "c");
        await File.WriteAllTextAsync(_served.Folder.File("commands"), """
            # what a colleague wrote
            rm 's3://box/a b'   # a blank in a key

            cp nothing-here.txt s3://box/x
            presign s3://box/c --expires-in "1h"
            try
            rm s3://box/"unclosed
            """);
        var said = await _served.TryAsync("run", "commands");
        Assert.Equal(1, said.ExitCode);
        Assert.Contains("delete: s3://box/a b\n", said.Output, StringComparison.Ordinal);
        Assert.Contains("X-Amz-Expires=3600", said.Output, StringComparison.Ordinal);
        Assert.Contains("line 4 failed: cp nothing-here.txt s3://box/x: There is no file 'nothing-here.txt'", said.Error, StringComparison.Ordinal);
        Assert.Contains("line 6 failed: try: 'try' cannot stand here", said.Error, StringComparison.Ordinal);
        Assert.Contains("A double quote is not closed", said.Error, StringComparison.Ordinal);
        Assert.Equal(3, said.Error.TrimEnd().Split('\n').Length);
        Assert.Equal(["c"], await _served.KeysAsync());
    }

    public ValueTask DisposeAsync() => _served.DisposeAsync();
}
