using System.Diagnostics;
using System.Text;
using Sealane.Diagnostics;
using Sealane.Journal;
using Sealane.Protocol.Checksums;
using Sealane.Transfers;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public abstract class DownloadTests : IDisposable
{
    private const string Tag = "\"e\"";
    private const string Text = "0123456789abcdefghijABCDEFGHIJ!#$%&()*+-"; // four pieces of ten

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sealane-downloads-");

    private readonly TransportKind _transport;

    protected DownloadTests(TransportKind transport)
    {
        _transport = transport;
        Directory.CreateDirectory(Target("to"));
    }

    /// <summary>What is wrong with the answer to a range, and what is said of it.</summary>
    public static TheoryData<string, string> RangeLies => new()
    {
        { "200", "the whole object came. A cache or proxy on the way drops Range" },
        { "206 of another range", "'bytes 0-19/40' came. A cache on the way cuts ranges its own way" },
        { "206 of another total", "'bytes 20-39/41' came" },
        { "a length that is not the range's", "19 bytes came" },
        { "weak tag", "the weak entity tag W/\"e\"" },
        { "another tag", "it is of another object, \"f\" and not \"e\"" },
        { "compressed", "its Content-Encoding is 'gzip'" },
        { "304", "a cache on the way made that up" },
    };

    /// <summary>What is wrong with the answer for the object, and what is said of it.</summary>
    public static TheoryData<string, string> WholeLies => new()
    {
        { "206", "a part of it came, 'bytes 0-39/50'" },
        { "weak tag", "something on the way rewrote the bytes, as nginx does when it compresses" },
        { "a tag of what compressed it", "something on the way compressed it" },
        { "304", "a cache on the way made that up" },
    };

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task One_connection_is_one_request_however_many_pieces_there_are()
    {
        await using var server = new ScriptedServer(Whole());
        await using var client = Client(server);
        var down = await client.DownloadFileAsync("b", "k", Target("to/file"));
        Assert.Equal((4, Text), (down.Parts, await File.ReadAllTextAsync(Target("to/file"))));
        Assert.Equal(Sum(Text), down.Verified);
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(RangeLies))]
    public async Task A_lie_about_a_range_never_reaches_the_file_and_is_named(string lie, string complaint)
    {
        var range = Part(20, 39);
        var answer = lie switch
        {
            "200" => Whole(),
            "206 of another range" => Part(0, 19),
            "206 of another total" => range with { Headers = [("Content-Range", "bytes 20-39/41"), ("ETag", Tag)] },
            "a length that is not the range's" => range with { Body = Text[20..39] },
            "weak tag" => range with { Headers = [range.Headers[0], ("ETag", "W/\"e\"")] },
            "another tag" => range with { Headers = [range.Headers[0], ("ETag", "\"f\"")] },
            "compressed" => range with { Headers = [.. range.Headers, ("Content-Encoding", "gzip")] },
            _ => Reply.Bare(304, ("ETag", Tag)),
        };

        // The first answer comes as far as the middle of its first piece, so the second worker takes the middle of what is left.
        await using var server = new ScriptedServer(Whole() with { Body = Text[..5], Withholds = 35, Stalls = true }, answer);
        await using var client = Client(server, concurrency: 2);
        await File.WriteAllTextAsync(Target("to/file"), "before");
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.DownloadFileAsync("b", "k", Target("to/file")));
        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
        Assert.Contains("s3://b/k", fault.Message, StringComparison.Ordinal);
        Assert.Equal(("bytes=20-39", Tag), (server.Requests[1]["Range"], server.Requests[1]["If-Match"]));
        Assert.Equal("before", await File.ReadAllTextAsync(Target("to/file")));
        Assert.Equal(["file"], Names());
    }

    [Theory]
    [MemberData(nameof(WholeLies))]
    public async Task A_lie_about_the_object_never_reaches_the_file_and_is_named(string lie, string complaint)
    {
        var answer = lie switch
        {
            "206" => Part(0, 39) with { Headers = [("Content-Range", "bytes 0-39/50"), ("ETag", Tag)] },
            "weak tag" => Reply.Ok(Text, ("ETag", "W/\"e\"")),
            "a tag of what compressed it" => Reply.Ok(Text, ("ETag", "\"e-gzip\""), ("Content-Encoding", "gzip")),
            _ => Reply.Bare(304, ("ETag", Tag)),
        };
        await using var server = new ScriptedServer(answer);
        await using var client = Client(server);
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.DownloadFileAsync("b", "k", Target("to/file")));
        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_coding_that_the_object_was_stored_with_is_no_lie()
    {
        await using var server = new ScriptedServer(Whole() with { Headers = [.. Whole().Headers, ("Content-Encoding", "gzip")] });
        await using var client = Client(server);
        await client.DownloadFileAsync("b", "k", Target("to/file"));
        Assert.Equal(Text, await File.ReadAllTextAsync(Target("to/file")));
    }

    [Fact]
    public async Task A_304_that_was_asked_for_is_S3s()
    {
        await using var server = new ScriptedServer(Reply.Bare(304, ("ETag", Tag)));
        await using var client = Client(server);
        var refusal = await Assert.ThrowsAsync<S3Exception>(() => client.DownloadFileAsync("b", "k", Target("to/file"), new DownloadOptions { IfNoneMatch = Tag }));
        Assert.Equal((304, Tag), (refusal.Status, server.Requests[0]["If-None-Match"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_that_changes_midway_is_said_and_leaves_no_file(bool journal)
    {
        await using var server = new ScriptedServer(Whole() with { Body = Text[..25], Withholds = 15 }, Reply.Error(412, "PreconditionFailed"));
        await using var client = Client(server, journal: journal, attempts: 3);
        await File.WriteAllTextAsync(Target("to/file"), "before");
        var fault = await Assert.ThrowsAsync<ObjectChangedException>(() => client.DownloadFileAsync("b", "k", Target("to/file")));
        Assert.Contains("s3://b/k was overwritten while it was read", fault.Message, StringComparison.Ordinal);
        Assert.Equal(("before", "bytes=25-39"), (await File.ReadAllTextAsync(Target("to/file")), server.Requests[1]["Range"]));
        Assert.Equal(["file"], Names());
        Assert.Empty(Journals());
    }

    [Fact]
    public async Task Other_bytes_than_the_checksums_leave_no_file_and_nothing_to_resume()
    {
        await using var server = new ScriptedServer(Whole() with { Body = Text.Replace('A', 'a') });
        await using var client = Client(server, journal: true);
        await Assert.ThrowsAsync<ChecksumMismatchException>(() => client.DownloadFileAsync("b", "k", Target("to/file")));
        Assert.Empty(Names());
        Assert.Empty(Journals());
    }

    [Theory]
    [InlineData("named")]
    [InlineData("of one length")]
    [InlineData("not to be known")]
    public async Task A_checksum_over_parts_is_compared_where_their_borders_can_be_found(string borders)
    {
        var composite = ChecksumCombination.Composite([Sum(Text[..25], ChecksumAlgorithm.Sha256), Sum(Text[25..], ChecksumAlgorithm.Sha256)]).ToString();
        var whole = Reply.Ok(Text, ("ETag", Tag), ("x-amz-checksum-sha256", composite), ("x-amz-checksum-type", "COMPOSITE"));
        Reply[] finding = borders switch
        {
            "named" => [Reply.Ok("<GetObjectAttributesResponse><ObjectParts><PartsCount>2</PartsCount><Part><PartNumber>1</PartNumber><Size>25</Size></Part><Part><PartNumber>2</PartNumber><Size>15</Size></Part></ObjectParts></GetObjectAttributesResponse>")],
            "of one length" => [Reply.Error(403, "AccessDenied"), Reply.Ok(Text[..25]), Reply.Ok(Text[25..])],
            _ => [Reply.Error(501, "NotImplemented"), Reply.Bare(400)],
        };
        foreach (var good in (bool[])[true, false])
        {
            await using var server = new ScriptedServer([good ? whole : whole with { Body = Text.Replace('A', 'a') }, .. finding]);
            await using var client = Client(server);
            var download = client.DownloadFileAsync("b", "k", Target("to/file"));
            if (good || borders == "not to be known")
            {
                Assert.Equal(borders == "not to be known" ? null : composite, (await download).VerifiedOverParts?.ToString());
                File.Delete(Target("to/file"));
            }
            else
            {
                var fault = await Assert.ThrowsAsync<ChecksumMismatchException>(() => download);
                Assert.Equal(composite, fault.Expected);
            }

            Assert.Empty(Names());
        }
    }

    [Fact]
    public async Task What_was_cut_off_goes_on_from_the_pieces_that_were_done()
    {
        await using var server = new ScriptedServer(Whole() with { Body = Text[..25], Withholds = 15 }, Head(), Part(20, 39));
        await using var client = Client(server, journal: true);
        await CutAsync(client);
        Assert.Single(Journals());
        Assert.True(TargetFile.IsTemporary(Assert.Single(Names())));
        var down = await client.DownloadFileAsync("b", "k", Target("to/file"));
        Assert.Equal((Text, 20, null), (await File.ReadAllTextAsync(Target("to/file")), down.Resumed, down.Remark));
        Assert.Equal(Sum(Text), down.Verified);
        Assert.Equal([null, null, "bytes=20-39"], server.Requests.Select(request => request["Range"]));
        Assert.StartsWith("HEAD ", server.Requests[1].Line, StringComparison.Ordinal);
        Assert.Equal(["file"], Names());
        Assert.Empty(Journals());
    }

    [Fact]
    public async Task A_piece_that_the_disk_lost_is_fetched_again()
    {
        await using var server = new ScriptedServer(Whole() with { Body = Text[..25], Withholds = 15 }, Head(), Part(20, 39), Part(0, 9));
        await using var client = Client(server, journal: true);
        await CutAsync(client);
        await using (var left = new FileStream(Target("to/" + Assert.Single(Names())), FileMode.Open))
        {
            left.Position = 3;
            left.WriteByte(0);
        }

        var down = await client.DownloadFileAsync("b", "k", Target("to/file"));
        Assert.Equal((Text, 10), (await File.ReadAllTextAsync(Target("to/file")), down.Resumed));
        Assert.Equal(["bytes=20-39", "bytes=0-9"], server.Requests.Skip(2).Select(request => request["Range"]));
    }

    [Fact]
    public async Task A_temporary_file_that_is_gone_is_made_again()
    {
        await using var server = new ScriptedServer(Whole() with { Body = Text[..25], Withholds = 15 }, Head(), Part(0, 39));
        await using var client = Client(server, journal: true);
        await CutAsync(client);
        File.Delete(Target("to/" + Assert.Single(Names())));
        var down = await client.DownloadFileAsync("b", "k", Target("to/file"));
        Assert.Equal((Text, 0), (await File.ReadAllTextAsync(Target("to/file")), down.Resumed));
    }

    [Fact]
    public async Task What_is_left_of_another_version_is_said_and_not_used()
    {
        const string other = "another object, which is shorter";
        var headers = new (string, string)[] { ("ETag", "\"f\""), ("x-amz-checksum-crc64nvme", Sum(other).ToBase64()) };
        await using var server = new ScriptedServer(
            Whole() with { Body = Text[..25], Withholds = 15 },
            Reply.Ok(other, headers),
            new Reply { Status = 206, Body = other, Headers = [("ETag", "\"f\""), ("Content-Range", $"bytes 0-{other.Length - 1}/{other.Length}")] });
        var notices = new List<string>();
        await using var client = new S3Client(Client(server, journal: true).Options with { Notice = notices.Add });
        await CutAsync(client);
        var down = await client.DownloadFileAsync("b", "k", Target("to/file"));
        Assert.Equal([down.Remark!], notices);
        Assert.Equal((other, 0), (await File.ReadAllTextAsync(Target("to/file")), down.Resumed));
        Assert.Contains("is of another version of it", down.Remark, StringComparison.Ordinal);
        Assert.Equal(["file"], Names());
        Assert.Empty(Journals());
    }

    [Fact]
    public async Task A_second_download_of_the_same_goes_on_without_a_journal_and_says_so()
    {
        await using var server = new ScriptedServer(Whole());
        await using var client = Client(server, journal: true);
        using var other = TransferJournal.TryOpen(Target("journals"), "download", ["b", "k", "", Target("to/file")], out _);
        Assert.NotNull(other);
        var down = await client.DownloadFileAsync("b", "k", Target("to/file"));
        Assert.Equal((Text, 0), (await File.ReadAllTextAsync(Target("to/file")), down.Resumed));
        Assert.Contains("the same download is running already", down.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_time_is_the_objects_when_that_is_wanted_and_its_permissions_stay()
    {
        await using var server = new ScriptedServer(Whole() with { Headers = [.. Whole().Headers, ("Last-Modified", "Wed, 01 Jan 2025 00:00:00 GMT")] });
        await using var client = Client(server);
        await File.WriteAllTextAsync(Target("to/file"), "before");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Target("to/file"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupExecute);
        }

        await client.DownloadFileAsync("b", "k", Target("to/file"), new DownloadOptions { KeepLastModified = true, FlushToDisk = true });
        Assert.Equal(new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc), File.GetLastWriteTimeUtc(Target("to/file")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupExecute, File.GetUnixFileMode(Target("to/file")));
        }
    }

    [Fact]
    public async Task A_name_as_long_as_a_file_system_takes_has_a_shorter_temporary_one()
    {
        await using var server = new ScriptedServer(Whole());
        await using var client = Client(server, journal: true);
        var name = new string('n', 255);
        await client.DownloadFileAsync("b", "k", Target("to/" + name));
        Assert.Equal([name], Names());
    }

    [Fact]
    public async Task A_device_is_written_to_and_never_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such paths.");

        // A second null device, and not the machine's own: should it ever be replaced, every other program would notice.
        var device = $"/dev/sealane-{Guid.NewGuid():N}";
        using var made = Process.Start("mknod", [device, "c", "1", "3"]);
        await made.WaitForExitAsync();
        Assert.SkipUnless(made.ExitCode == 0, "Only root may make a device.");
        try
        {
            await using var server = new ScriptedServer(Whole());
            await using var client = Client(server);
            var down = await client.DownloadFileAsync("b", "k", device);
            Assert.Equal(Sum(Text), down.Verified);
            Assert.Empty(await File.ReadAllBytesAsync(device));
        }
        finally
        {
            File.Delete(device);
        }
    }

    private static Checksum Sum(string text, ChecksumAlgorithm algorithm = ChecksumAlgorithm.Crc64Nvme) => ChecksumHasher.Of(algorithm, Encoding.ASCII.GetBytes(text));

    private static Reply Whole() => Reply.Ok(Text, ("ETag", Tag), ("x-amz-checksum-crc64nvme", Sum(Text).ToBase64()));

    private static Reply Head() => Whole();

    private static Reply Part(int first, int last) => new()
    {
        Status = 206,
        Body = Text[first..(last + 1)],
        Headers = [("Content-Range", $"bytes {first}-{last}/{Text.Length}"), ("ETag", Tag)],
    };

    private async Task CutAsync(S3Client client) =>
        await Assert.ThrowsAsync<S3ConnectionException>(() => client.DownloadFileAsync("b", "k", Target("to/file")));

    private S3Client Client(ScriptedServer server, int concurrency = 1, bool journal = false, int attempts = 1) => new(server.Options with
    {
        Transport = _transport,
        PartSize = 10,
        MultipartThreshold = 10,
        Concurrency = concurrency,
        MaxAttempts = attempts,
        JournalFolder = journal ? Target("journals") : null,
    });

    private string Target(string name) => Path.Combine(_folder.FullName, name);

    private string[] Names() => [.. Directory.EnumerateFiles(Target("to")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private string[] Journals() => Directory.Exists(Target("journals")) ? Directory.GetFiles(Target("journals")) : [];
}
