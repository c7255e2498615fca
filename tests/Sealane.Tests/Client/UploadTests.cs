using System.Globalization;
using Sealane.Diagnostics;
using Sealane.Lab;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Transfers;

namespace Sealane.Tests.Client;

/// <summary>What an upload does beyond carrying bytes: holding, retrying, checking, giving up.</summary>
public sealed class UploadTests : UploadGround
{
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
    public async Task Without_enough_memory_parts_go_through_the_temporaryFolder_and_leave_nothing_there()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { MemoryBudget = 1024 * 1024, TempFolder = Folder.FullName });
        var up = await client.UploadStreamAsync(Bucket, "k", new OneWay(Large));
        Assert.Equal(ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, Large), up.Checksum);
        Assert.Equal(Large, await ReadAsync(client, "k"));
        Assert.Empty(Folder.EnumerateFiles());
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
        Assert.Equal("The upload of s3://b/k was given up, and S3 keeps none of its parts.", Assert.Single(Notices));
    }

    [Fact]
    public async Task An_upload_that_cannot_be_given_up_says_so_with_its_id()
    {
        await using var server = new ScriptedServer(Created, Reply.Error(403, "AccessDenied"));
        await using var client = Scripted(server);
        await Assert.ThrowsAsync<S3Exception>(() => client.UploadMemoryAsync("b", "k", new byte[20]));
        Assert.Contains("Abort the upload u1.", Assert.Single(Notices), StringComparison.Ordinal);
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
        Assert.Contains("is a folder", (await Assert.ThrowsAsync<IOException>(() => client.UploadFileAsync(Bucket, "k", Folder.FullName))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_is_read_to_its_end_and_opened_once()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mkfifo"), "There is no mkfifo here.");
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        var path = Path.Combine(Folder.FullName, "pipe");
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

    private static string Step(Received request) => request.Line.StartsWith("PUT ", StringComparison.Ordinal)
        ? request.Target.Split("partNumber=")[1]
        : request.Line.Split(' ')[0];

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

    /// <summary>A stream that cannot seek and gives a little at a time.</summary>
    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 100_000)], cancellationToken);
    }
}
