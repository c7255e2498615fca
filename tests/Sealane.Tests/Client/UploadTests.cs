using System.Globalization;
using System.Text;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Lab;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Transfers;
using Sealane.Transport;

namespace Sealane.Tests.Client;

/// <summary>What an upload does beyond carrying bytes: holding, retrying, checking, going on, giving up.</summary>
public sealed class UploadTests : IDisposable
{
    private const string Bucket = "uploads";
    private const int PartSize = 5 * 1024 * 1024;

    private static readonly byte[] Large = Bytes((3 * PartSize) + 12_345);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sealane-uploads-");
    private readonly List<string> _notices = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(PartSize - 1, new[] { PartSize - 1 })]
    [InlineData(PartSize, new[] { PartSize })] // exactly one part is no upload in parts
    [InlineData(PartSize + 1, new[] { PartSize, 1 })]
    [InlineData(2 * PartSize, new[] { PartSize, PartSize })]
    public async Task A_source_of_unknown_length_goes_in_parts_of_exactly_the_chosen_size(int length, int[] sizes)
    {
        await using var lab = await S3Lab.StartAsync();
        await using (var client = Client(lab))
        {
            var up = await client.UploadStreamAsync(Bucket, "k", new OneWay(Large[..length]));
            Assert.Equal((length, sizes.Length), (up.Length, up.Parts));
            Assert.Equal(Large[..length], await ReadAsync(client, "k"));
        }

        await lab.SettleAsync();
        Assert.Equal(sizes, Puts(lab).Select(head => int.Parse(Value(head, "x-amz-decoded-content-length"), CultureInfo.InvariantCulture)).OrderDescending());
    }

    [Fact]
    public async Task Memory_a_seekable_stream_and_a_pipe_become_the_same_object()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        var expected = await client.UploadMemoryAsync(Bucket, "memory", Large);
        var stream = new MemoryStream([.. "skipped"u8, .. Large]) { Position = 7 };
        Assert.Equal(expected.ETag, (await client.UploadStreamAsync(Bucket, "stream", stream)).ETag);
        var pipe = System.IO.Pipelines.PipeReader.Create(new OneWay(Large));
        Assert.Equal(expected.ETag, (await client.UploadPipeAsync(Bucket, "pipe", pipe)).ETag);
        foreach (var key in (string[])["memory", "stream", "pipe"])
        {
            Assert.Equal(Large, await ReadAsync(client, key));
        }
    }

    [Fact]
    public async Task A_source_of_unknown_length_never_holds_more_than_the_memory_budget_and_gives_all_of_it_back()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { MemoryBudget = 2 * PartSize, Concurrency = 4 });
        var progress = new Reports();
        await client.UploadStreamAsync(Bucket, "a", new OneWay(Large), progress: progress);
        Assert.Equal(10_000L * PartSize, progress.Last.Reach);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => client.UploadStreamAsync(Bucket, $"b{i}", new OneWay(Large))));
        Assert.Equal(Large, await ReadAsync(client, "b2"));
    }

    [Fact]
    public async Task Without_enough_memory_parts_go_through_the_temporary_folder_and_leave_nothing_there()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { MemoryBudget = 1024 * 1024, TempFolder = _folder.FullName });
        var up = await client.UploadStreamAsync(Bucket, "k", new OneWay(Large));
        Assert.Equal(ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, Large), up.Checksum);
        Assert.Equal(Large, await ReadAsync(client, "k"));
        Assert.Empty(_folder.EnumerateFiles());
        await using var poor = Client(lab, options => options with { MemoryBudget = 1024 * 1024 });
        var fault = await Assert.ThrowsAsync<S3ConfigurationException>(() => poor.UploadStreamAsync(Bucket, "k", new OneWay(Large)));
        Assert.Contains("TempFolder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_is_longer_than_its_parts_can_be_says_how_long_it_may_be()
    {
        using var parts = await GatheredParts.BeginAsync(new TransferSettings { PartSize = 1 }, new UploadOptions(), TestContext.Current.CancellationToken);
        var sending = Task.Run(async () =>
        {
            while (await parts.NextAsync(TestContext.Current.CancellationToken) is { } part)
            {
                part.Dispose();
            }
        });
        var fault = await Assert.ThrowsAsync<S3ConfigurationException>(async () =>
        {
            for (var i = 0; i <= PartPlan.MaxParts; i++)
            {
                (await parts.RoomAsync(certain: true, TestContext.Current.CancellationToken)).Span[0] = 1;
                parts.Advance(1);
            }
        });
        Assert.StartsWith("The source is longer than 10000 bytes", fault.Message, StringComparison.Ordinal);
        parts.StopFilling();
        await sending;
    }

    [Fact]
    public void The_size_of_parts_follows_from_what_is_expected_and_from_the_memory()
    {
        Assert.Equal(PartPlan.UsualSize, PartPlan.SizeForUnknown(null, null, 64 << 20));
        Assert.Equal(6 << 20, PartPlan.SizeForUnknown(null, null, 12 << 20));
        Assert.Equal(PartPlan.MinPartSize, PartPlan.SizeForUnknown(null, null, 1 << 20));
        Assert.Equal(7, PartPlan.SizeForUnknown(null, 7, 64 << 20));
        Assert.True(PartPlan.Reach(PartPlan.SizeForUnknown(1L << 40, null, 1 << 20)) >= 1L << 40);
    }

    [Fact]
    public async Task A_part_that_fails_is_sent_again_alone()
    {
        await using var server = new ScriptedServer(Created, Part("a"), Reply.Error(500, "InternalError"), Part("b"), Completed());
        await using var client = Scripted(server);
        var up = await client.UploadMemoryAsync("b", "k", new byte[20]);
        Assert.Equal(2, up.Parts);
        Assert.Equal(["POST", "1", "2", "2", "POST"], server.Requests.Select(Step));
    }

    [Fact]
    public async Task A_part_that_keeps_failing_ends_the_upload_which_is_given_up_and_said()
    {
        await using var server = new ScriptedServer(Created, Reply.Error(500, "InternalError"), Reply.Error(500, "InternalError"), Reply.Error(500, "InternalError"), Reply.Bare(204));
        await using var client = Scripted(server);
        var fault = await Assert.ThrowsAsync<S3Exception>(() => client.UploadMemoryAsync("b", "k", new byte[20]));
        Assert.Equal("InternalError", fault.Code);
        Assert.Equal(["POST", "1", "1", "1", "DELETE"], server.Requests.Select(Step));
        Assert.Equal("The upload of s3://b/k was given up, and S3 keeps none of its parts.", Assert.Single(_notices));
    }

    [Fact]
    public async Task An_upload_that_cannot_be_given_up_says_so_with_its_id()
    {
        await using var server = new ScriptedServer(Created, Reply.Error(403, "AccessDenied"));
        await using var client = Scripted(server);
        await Assert.ThrowsAsync<S3Exception>(() => client.UploadMemoryAsync("b", "k", new byte[20]));
        Assert.Contains("Abort the upload u1.", Assert.Single(_notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"70bc8f4b72a86921468bf8e8441dce51-2\"", 20, true)] // MD5 of the two parts' MD5s
    [InlineData("\"70bc8f4b72a86921468bf8e8441dce51-2\"", 21, false)]
    [InlineData("\"other-2\"", 20, false)]
    public async Task An_upload_that_is_gone_when_its_completion_is_asked_for_again_may_have_been_completed(string etag, int length, bool done)
    {
        var md5 = Convert.ToHexStringLower(new byte[16]);
        await using var server = new ScriptedServer(
            Created,
            Part(md5),
            Part(md5),
            new Reply { Drops = true },
            Reply.Error(404, "NoSuchUpload"),
            Reply.Ok(new string('x', length), ("ETag", etag), ("x-amz-version-id", "v")),
            Reply.Bare(204));
        await using var client = Scripted(server, options => options with { MaxAttempts = 2 });
        if (done)
        {
            var up = await client.UploadMemoryAsync("b", "k", new byte[20]);
            Assert.Equal((etag, "v", 20), (up.ETag, up.VersionId, up.Length));
        }
        else
        {
            var fault = await Assert.ThrowsAsync<S3Exception>(() => client.UploadMemoryAsync("b", "k", new byte[20]));
            Assert.Equal("NoSuchUpload", fault.Code);
        }

        Assert.StartsWith("HEAD ", server.Requests[5].Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("longer", "became longer")]
    [InlineData("shorter", "became shorter")]
    [InlineData("touched", "was written to")]
    [InlineData("deleted", "vanished")]
    public async Task A_file_that_changes_while_it_is_sent_is_named_and_no_object_is_left(string change, string said)
    {
        await using var lab = await S3Lab.StartAsync();
        foreach (var threshold in (int[])[PartSize, 64 << 20])
        {
            await using var client = Client(lab, options => options with { Concurrency = 1, MultipartThreshold = threshold, TimeProvider = new HastyClock() });
            var path = await WriteAsync("source", Large);
            var once = 0;
            var progress = new Reports(() =>
            {
                if (Interlocked.Exchange(ref once, 1) == 0)
                {
                    Change(path, change);
                }
            });
            var fault = await Assert.ThrowsAsync<SourceChangedException>(() => client.UploadFileAsync(Bucket, "k", path, progress: progress));
            Assert.Equal(path, fault.SourceName);
            Assert.Contains($"'{path}' {said}", fault.Message, StringComparison.Ordinal);
            Assert.Empty((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = Bucket })).Uploads);
            Assert.Equal(404, (await Assert.ThrowsAsync<S3Exception>(() => client.HeadObjectAsync(Bucket, "k"))).Status);
        }
    }

    [Fact]
    public async Task A_file_without_a_length_is_read_to_its_end()
    {
        Assert.SkipUnless(File.Exists("/proc/version"), "There is no /proc here.");
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        await client.UploadFileAsync(Bucket, "k", "/proc/version");
        Assert.Equal(await File.ReadAllBytesAsync("/proc/version"), await ReadAsync(client, "k"));
        Assert.Contains("is a folder", (await Assert.ThrowsAsync<IOException>(() => client.UploadFileAsync(Bucket, "k", _folder.FullName))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_is_read_to_its_end_and_opened_once()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "There is no mkfifo here.");
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        var path = Path.Combine(_folder.FullName, "pipe");
        using (var made = System.Diagnostics.Process.Start("/usr/bin/mkfifo", path))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var writing = Task.Run(() => File.WriteAllBytes(path, Large));
        var up = await client.UploadFileAsync(Bucket, "k", path);
        await writing;
        Assert.Equal((4, Large.Length), (up.Parts, up.Length));
        Assert.Equal(Large, await ReadAsync(client, "k"));
    }

    [Fact]
    public async Task What_was_cut_off_goes_on_with_the_parts_that_S3_has()
    {
        await using var lab = await S3Lab.StartAsync();
        var path = await WriteAsync("source", Large);
        await CutOffAsync(lab, path);
        await lab.SettleAsync();
        var before = Puts(lab).Length;
        var progress = new Reports();
        UploadResult up;
        await using (var client = Client(lab, Journaled))
        {
            Assert.Single((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = Bucket })).Uploads);
            up = await client.UploadFileAsync(Bucket, "k", path, progress: progress);
            Assert.Equal(Large, await ReadAsync(client, "k"));
        }

        await lab.SettleAsync();
        var resumed = (int)(up.Resumed / PartSize);
        Assert.InRange(resumed, 1, 3);
        Assert.Equal(4 - resumed, Puts(lab).Length - before);
        Assert.Equal((Large.Length, Large.Length, 4, 4), (up.Length, progress.Last.Transferred, progress.Last.Parts, progress.Last.TotalParts));
        Assert.Equal(ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, Large), up.Checksum);
        Assert.Contains(_notices, notice => notice.Contains("was kept with", StringComparison.Ordinal));
        Assert.Contains($"The upload of s3://{Bucket}/k goes on: {resumed} parts are there already.", _notices);
        Assert.Empty(JournalFolder.EnumerateFiles());
    }

    [Theory]
    [InlineData("file", "the file has changed since")]
    [InlineData("options", "the object is to be like something else now")]
    [InlineData("part size", "its parts are to have another size now")]
    [InlineData("aborted", "S3 does not have its parts any more")]
    public async Task A_stale_journal_is_noticed_and_the_upload_begins_anew(string what, string said)
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, Journaled);
        var path = await WriteAsync("source", Large);
        await CutOffAsync(lab, path);
        var upload = Assert.Single((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = Bucket })).Uploads);
        var bytes = (byte[])Large.Clone();
        switch (what)
        {
            case "file":
                bytes[0]++;
                await WriteAsync("source", bytes);
                File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
                break;
            case "aborted":
                await client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { Bucket = Bucket, Key = "k", UploadId = upload.UploadId! });
                break;
            default:
                break;
        }

        await using var second = Client(lab, options => Journaled(options) with { PartSize = what == "part size" ? 6 << 20 : PartSize });
        var up = await second.UploadFileAsync(Bucket, "k", path, new UploadOptions { ContentType = what == "options" ? "text/plain" : null });
        Assert.Equal(0, up.Resumed);
        Assert.Contains(_notices, notice => notice.EndsWith($"{said}. It begins anew.", StringComparison.Ordinal));
        Assert.Equal(bytes, await ReadAsync(client, "k"));
        Assert.Empty((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = Bucket })).Uploads);
        Assert.Empty(JournalFolder.EnumerateFiles());
    }

    [Fact]
    public async Task A_part_that_S3_has_otherwise_than_the_journal_says_is_sent_again()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, Journaled);
        var path = await WriteAsync("source", Large);
        await CutOffAsync(lab, path);
        var upload = Assert.Single((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = Bucket })).Uploads);
        await client.UploadPartAsync(Bucket, "k", upload.UploadId!, 1, Bytes(PartSize + 1));
        var up = await client.UploadFileAsync(Bucket, "k", path);
        Assert.InRange(up.Resumed, 0, 2 * PartSize);
        Assert.Equal(Large, await ReadAsync(client, "k"));
    }

    [Fact]
    public async Task What_is_written_becomes_an_object_when_it_is_disposed()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        foreach (var length in (int[])[0, 100, PartSize, Large.Length])
        {
            await using (var writer = await client.OpenWriteAsync(Bucket, "k", new UploadOptions { ContentType = "text/plain" }))
            {
                for (var at = 0; at < length; at += 100_000)
                {
                    await writer.WriteAsync(Large.AsMemory(at, Math.Min(100_000, length - at)));
                }

                Assert.Equal((length, 10_000L * PartSize), (writer.Position, writer.Reach));
            }

            Assert.Equal(Large[..length], await ReadAsync(client, "k"));
            Assert.Equal("text/plain", (await client.HeadObjectAsync(Bucket, "k")).ContentType);
        }

        UploadResult up;
        await using (var writer = await client.OpenWriteAsync(Bucket, "k"))
        {
            await writer.WriteAsync(Large);
            up = await writer.CompleteAsync();
            Assert.Same(up, await writer.CompleteAsync());
        }

        Assert.Equal((4, ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, Large)), (up.Parts, up.Checksum));
        using (var text = new StreamWriter(await client.OpenWriteAsync(Bucket, "text")))
        {
            text.Write("lines");
        }

        Assert.Equal("lines"u8.ToArray(), await ReadAsync(client, "text"));
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("throw")]
    [InlineData("pipe")]
    [InlineData("cancel")]
    public async Task What_is_given_up_while_it_is_written_leaves_nothing(string how)
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        switch (how)
        {
            case "abort":
                await using (var writer = await client.OpenWriteAsync(Bucket, "k"))
                {
                    await writer.WriteAsync(Large);
                    await writer.AbortAsync();
                    await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.WriteAsync(Large));
                    await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync());
                }

                break;
            case "throw":
                await Assert.ThrowsAsync<InvalidDataException>(() => client.WriteObjectAsync(Bucket, "k", async (stream, token) =>
                {
                    await stream.WriteAsync(Large, token);
                    throw new InvalidDataException();
                }));
                break;
            case "pipe":
                var pipe = (await client.OpenWriteAsync(Bucket, "k")).AsPipeWriter();
                await pipe.WriteAsync(Large);
                await pipe.CompleteAsync(new InvalidDataException());
                break;
            default:
                await using (var writer = await client.OpenWriteAsync(Bucket, "k"))
                {
                    await writer.WriteAsync(Large.AsMemory(0, PartSize));
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await writer.WriteAsync(Large, new CancellationToken(canceled: true)));
                }

                break;
        }

        Assert.Empty((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = Bucket })).Uploads);
        Assert.Equal(404, (await Assert.ThrowsAsync<S3Exception>(() => client.HeadObjectAsync(Bucket, "k"))).Status);
    }

    [Fact]
    public async Task A_pipe_that_is_completed_makes_the_object()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        var pipe = (await client.OpenWriteAsync(Bucket, "k")).AsPipeWriter();
        await pipe.WriteAsync(Large);
        Encoding.ASCII.GetBytes("end", pipe.GetSpan(3));
        pipe.Advance(3);
        await pipe.CompleteAsync();
        byte[] expected = [.. Large, .. "end"u8];
        Assert.Equal(expected, await ReadAsync(client, "k"));
    }

    [Fact]
    public async Task A_refusal_comes_out_where_something_is_written_or_the_object_is_completed()
    {
        await using var server = new ScriptedServer(Created, Reply.Error(403, "AccessDenied"));
        await using var client = Scripted(server);
        var writer = await client.OpenWriteAsync("b", "k");
        var fault = await Assert.ThrowsAsync<S3Exception>(async () =>
        {
            while (true)
            {
                await writer.WriteAsync(new byte[10]);
            }
        });
        Assert.Equal("AccessDenied", fault.Code);
        await writer.DisposeAsync();
        var second = await client.OpenWriteAsync("b", "k");
        await second.WriteAsync(new byte[5]);
        Assert.Equal("AccessDenied", (await Assert.ThrowsAsync<S3Exception>(async () => await second.DisposeAsync())).Code);
    }

    [Fact]
    public async Task Writers_in_one_loop_do_not_wait_for_each_others_memory()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { MemoryBudget = 2 * PartSize });
        var one = await client.OpenWriteAsync(Bucket, "one");
        var other = await client.OpenWriteAsync(Bucket, "other");
        for (var at = 0; at < Large.Length; at += 1_000_000)
        {
            var piece = Large.AsMemory(at, Math.Min(1_000_000, Large.Length - at));
            await one.WriteAsync(piece);
            await other.WriteAsync(piece);
        }

        await one.DisposeAsync();
        await other.DisposeAsync();
        Assert.Equal(Large, await ReadAsync(client, "one"));
        Assert.Equal(Large, await ReadAsync(client, "other"));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(PartSize + 1)]
    public async Task What_the_object_is_to_be_like_arrives_whether_it_goes_in_one_piece_or_in_parts(int length)
    {
        await using var lab = await S3Lab.StartAsync();
        await using (var client = Client(lab))
        {
            await client.UploadMemoryAsync(Bucket, "k", Large.AsMemory(0, length), new UploadOptions
            {
                Expires = "Thu, 01 Dec 2033 16:00:00 GMT",
                WebsiteRedirectLocation = "/elsewhere",
            });
        }

        await lab.SettleAsync();
        var head = Heads(lab).First(head => !head.StartsWith("PUT ", StringComparison.Ordinal) || !head.Contains("partNumber=", StringComparison.Ordinal));
        Assert.Equal(("Thu, 01 Dec 2033 16:00:00 GMT", "/elsewhere"), (Value(head, "Expires"), Value(head, "x-amz-website-redirect-location")));
    }

    [Fact]
    public async Task An_upload_may_have_a_checksum_of_its_own_over_the_bytes_or_over_the_parts()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired });
        var small = await client.UploadMemoryAsync(Bucket, "small", Large.AsMemory(0, 100), new UploadOptions { ChecksumAlgorithm = ChecksumAlgorithm.Sha256 });
        Assert.Equal(ChecksumHasher.Of(ChecksumAlgorithm.Sha256, Large.AsSpan(0, 100)), small.Checksum);
        var whole = await client.UploadMemoryAsync(Bucket, "whole", Large, new UploadOptions { ChecksumAlgorithm = ChecksumAlgorithm.Crc32C });
        Assert.Equal(ChecksumHasher.Of(ChecksumAlgorithm.Crc32C, Large), whole.Checksum);
        await client.UploadMemoryAsync(Bucket, "parts", Large, new UploadOptions { ChecksumAlgorithm = ChecksumAlgorithm.Crc32, ChecksumType = ChecksumType.Composite });
        var head = await client.HeadObjectAsync(new HeadObjectRequest { Bucket = Bucket, Key = "parts", ChecksumMode = "ENABLED" });
        Assert.Equal("COMPOSITE", head.ChecksumType);
        Assert.EndsWith("-4", head.Checksums[ChecksumAlgorithm.Crc32], StringComparison.Ordinal);
        var fault = await Assert.ThrowsAsync<S3ConfigurationException>(() =>
            client.UploadMemoryAsync(Bucket, "k", Large, new UploadOptions { ChecksumAlgorithm = ChecksumAlgorithm.Sha256, ChecksumType = ChecksumType.FullObject }));
        Assert.StartsWith("There is no FULL_OBJECT SHA256 of an object in parts.", fault.Message, StringComparison.Ordinal);
    }

    private static Reply Created => Reply.Ok("<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");

    private DirectoryInfo JournalFolder => new(Path.Combine(_folder.FullName, "journals"));

    private static Reply Part(string etag) => Reply.Ok("", ("ETag", $"\"{etag}\""));

    private static Reply Completed() => Reply.Ok("<CompleteMultipartUploadResult><ETag>\"whole-2\"</ETag></CompleteMultipartUploadResult>");

    private static string Step(Received request) => request.Line.StartsWith("PUT ", StringComparison.Ordinal)
        ? request.Target.Split("partNumber=")[1]
        : request.Line.Split(' ')[0];

    private static string[] Heads(S3Lab lab) => [.. lab.Voyages.Select(voyage => Encoding.Latin1.GetString(voyage.Hops[0].Before))];

    private static string[] Puts(S3Lab lab) => [.. Heads(lab).Where(head => head.StartsWith("PUT ", StringComparison.Ordinal))];

    private static string Value(string head, string name) =>
        head.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    private static async Task<byte[]> ReadAsync(S3Client client, string key)
    {
        await using var got = await client.GetObjectAsync(Bucket, key);
        var bytes = new MemoryStream();
        await got.Body.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static void Change(string path, string change)
    {
        switch (change)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "touched":
                File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(5));
                break;
            default:
                var written = File.GetLastWriteTimeUtc(path);
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(change == "longer" ? Large.Length + 1 : PartSize);
                }

                File.SetLastWriteTimeUtc(path, written);
                break;
        }
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    // Until two of four parts are there.
    private async Task CutOffAsync(S3Lab lab, string path)
    {
        await using var client = Client(lab, Hasty);
        using var cut = new CancellationTokenSource();
        var progress = new Reports(report =>
        {
            if (report.Parts >= 2)
            {
                cut.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.UploadFileAsync(Bucket, "k", path, progress: progress, cancellationToken: cut.Token));
    }

    private S3ClientOptions Journaled(S3ClientOptions options) => options with { JournalFolder = JournalFolder.FullName, Concurrency = 1, Notice = Hear };

    private S3ClientOptions Hasty(S3ClientOptions options) => Journaled(options) with { TimeProvider = new HastyClock() };

    private void Hear(string notice)
    {
        lock (_notices)
        {
            _notices.Add(notice);
        }
    }

    private async Task<string> WriteAsync(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private static S3Client Client(S3Lab lab, Func<S3ClientOptions, S3ClientOptions>? with = null)
    {
        var options = new S3ClientOptions
        {
            Region = "us-east-1",
            EndpointUrl = lab.Endpoint,
            Credentials = new GivenCredentials(lab.Credentials),
            Proxy = ProxyRules.None,
            PartSize = PartSize,
            MultipartThreshold = PartSize,
        };
        return new S3Client(with?.Invoke(options) ?? options);
    }

    // Parts of ten bytes, one at a time, without checksums.
    private S3Client Scripted(ScriptedServer server, Func<S3ClientOptions, S3ClientOptions>? with = null)
    {
        var options = server.Options with
        {
            PartSize = 10,
            MultipartThreshold = 10,
            Concurrency = 1,
            MaxAttempts = 1,
            RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired,
            Notice = Hear,
        };
        return new S3Client(with?.Invoke(options) ?? options);
    }

    /// <summary>A stream that cannot seek and gives a little at a time.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 100_000)], cancellationToken);
    }

    /// <summary>A clock that every look at it moves by as much as lies between two reports of progress.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, 100);
    }

    private sealed class Reports(Action<TransferProgress>? then = null) : IProgress<TransferProgress>
    {
        public Reports(Action then)
            : this(_ => then())
        {
        }

        public TransferProgress Last { get; private set; }

        public void Report(TransferProgress value)
        {
            Last = value;
            then?.Invoke(value);
        }
    }
}
