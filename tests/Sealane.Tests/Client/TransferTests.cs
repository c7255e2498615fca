using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Lab;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Transfers;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public sealed class TransferTests : IDisposable
{
    private const string Bucket = "transfers";
    private const int PartSize = 5 * 1024 * 1024;
    private const int Large = (3 * PartSize) + 12_345;

    private static readonly byte[] LargeBytes = Bytes(Large);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sealane-transfers-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1000, 1)]
    [InlineData(PartSize, 1)]
    [InlineData(PartSize + 1, 2)]
    [InlineData(Large, 4)]
    public async Task A_file_goes_up_and_comes_down_whole_whatever_its_length(int length, int parts)
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        var bytes = LargeBytes.AsSpan(0, length).ToArray();
        var source = await WriteAsync("source", bytes);
        var up = await client.UploadFileAsync(Bucket, "k", source, new UploadOptions { ContentType = "text/plain", Metadata = new Dictionary<string, string> { ["a"] = "b" } });
        var target = Path.Combine(_folder.FullName, "target");
        var down = await client.DownloadFileAsync(Bucket, "k", target);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(target));
        Assert.Equal((length, parts, parts), (up.Length, up.Parts, down.Parts));
        Assert.Equal(ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, bytes), up.Checksum);
        Assert.Equal(up.Checksum, down.Verified);
        Assert.Equal(up.ETag, down.ETag);
        Assert.Equal(["source", "target"], Names());
        var head = await client.HeadObjectAsync(Bucket, "k");
        Assert.Equal(("text/plain", "b"), (head.ContentType, head.Metadata["a"]));
    }

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, RequestChecksumCalculation.WhenSupported, true)]
    [InlineData(ChecksumAlgorithm.Crc32C, RequestChecksumCalculation.WhenSupported, true)]
    [InlineData(ChecksumAlgorithm.Sha256, RequestChecksumCalculation.WhenSupported, false)] // over the parts' digests
    [InlineData(ChecksumAlgorithm.Crc64Nvme, RequestChecksumCalculation.WhenRequired, null)]
    public async Task Each_algorithm_that_S3_takes_for_parts_is_taken(ChecksumAlgorithm algorithm, RequestChecksumCalculation when, bool? whole)
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { ChecksumAlgorithm = algorithm, RequestChecksumCalculation = when });
        var up = await client.UploadFileAsync(Bucket, "k", await WriteAsync("source", LargeBytes));
        var target = Path.Combine(_folder.FullName, "target");
        var down = await client.DownloadFileAsync(Bucket, "k", target);
        Assert.Equal(LargeBytes, await File.ReadAllBytesAsync(target));
        Assert.Equal(whole is true ? ChecksumHasher.Of(algorithm, LargeBytes) : null, up.Checksum);
        Assert.Equal((whole is not false, whole is false), (down.Verified is not null, down.VerifiedOverParts is not null));
    }

    [Fact]
    public async Task An_algorithm_that_S3_takes_for_one_piece_only_is_refused_before_a_byte_is_sent()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { ChecksumAlgorithm = ChecksumAlgorithm.XxHash3 });
        var source = await WriteAsync("source", LargeBytes);
        var fault = await Assert.ThrowsAsync<S3ConfigurationException>(() => client.UploadFileAsync(Bucket, "k", source));
        Assert.StartsWith("XXHASH3 cannot be used for an object in parts.", fault.Message, StringComparison.Ordinal);
        Assert.Empty(lab.Voyages);
    }

    [Fact]
    public async Task An_object_in_one_piece_with_a_digest_that_does_not_combine_is_read_back_and_verified()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { ChecksumAlgorithm = ChecksumAlgorithm.Sha256 });
        await client.PutObjectAsync(Bucket, "k", LargeBytes);
        var target = Path.Combine(_folder.FullName, "target");
        var down = await client.DownloadFileAsync(Bucket, "k", target);
        Assert.Equal((4, ChecksumHasher.Of(ChecksumAlgorithm.Sha256, LargeBytes)), (down.Parts, down.Verified));
        Assert.Equal(LargeBytes, await File.ReadAllBytesAsync(target));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1000, 1)]
    [InlineData(PartSize + 1, 2)]
    [InlineData(Large, 4)]
    public async Task A_stream_of_unknown_length_becomes_one_request_or_parts(int length, int parts)
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        var bytes = LargeBytes.AsSpan(0, length).ToArray();
        var up = await client.UploadStreamAsync(Bucket, "k", new Trickle(bytes));
        Assert.Equal((length, parts, ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, bytes)), (up.Length, up.Parts, up.Checksum));
        await using var got = await client.GetObjectAsync(Bucket, "k");
        var back = new MemoryStream();
        await got.Body.CopyToAsync(back);
        Assert.Equal(bytes, back.ToArray());
    }

    [Fact]
    public async Task Progress_ends_at_the_whole_in_both_directions()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { TimeProvider = new HastyClock() });
        var source = await WriteAsync("source", LargeBytes);
        var up = new Recorder();
        await client.UploadFileAsync(Bucket, "k", source, progress: up);
        var down = new Recorder();
        await client.DownloadFileAsync(Bucket, "k", Path.Combine(_folder.FullName, "target"), progress: down);
        foreach (var recorder in (Recorder[])[up, down])
        {
            var last = recorder.Reports[^1];
            Assert.Equal((Large, Large, 4, 4, 1, 1), (last.Transferred, last.Total, last.Parts, last.TotalParts, last.Objects, last.TotalObjects));
            Assert.Equal(TimeSpan.Zero, last.Remaining);
            Assert.Equal(recorder.Reports.Select(report => report.Transferred).Order(), recorder.Reports.Select(report => report.Transferred));
            Assert.InRange(recorder.Reports.Count, 10, int.MaxValue);
        }
    }

    [Fact]
    public async Task A_cancelled_upload_leaves_no_object_and_no_unfinished_parts()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { Concurrency = 2, TimeProvider = new HastyClock() });
        var source = await WriteAsync("source", LargeBytes);
        using var cancel = new CancellationTokenSource();
        var progress = new Recorder(report =>
        {
            if (report.Transferred > PartSize)
            {
                cancel.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.UploadFileAsync(Bucket, "k", source, progress: progress, cancellationToken: cancel.Token));
        Assert.Empty((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = Bucket })).Uploads);
        var missing = await Assert.ThrowsAsync<S3Exception>(() => client.HeadObjectAsync(Bucket, "k"));
        Assert.Equal(404, missing.Status);
    }

    [Fact]
    public async Task A_file_that_shrinks_while_it_is_sent_ends_the_upload_and_gives_up_its_parts()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, options => options with { Concurrency = 1 });
        var source = await WriteAsync("source", LargeBytes);
        var once = 0;
        var progress = new Recorder(_ =>
        {
            if (Interlocked.Exchange(ref once, 1) == 0)
            {
                using var file = new FileStream(source, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
                file.SetLength(PartSize);
            }
        });
        await Assert.ThrowsAsync<SourceChangedException>(() => client.UploadFileAsync(Bucket, "k", source, progress: progress));
        Assert.Empty((await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { Bucket = Bucket })).Uploads);
    }

    [Fact]
    public async Task A_progress_that_throws_ends_the_upload_with_what_it_threw()
    {
        await using var server = new ScriptedServer(Reply.Ok());
        await using var client = new S3Client(server.Options);
        var source = await WriteAsync("source", "some bytes"u8.ToArray());
        var progress = new Recorder(_ => throw new IOException("no room for the log"));
        var fault = await Assert.ThrowsAsync<IOException>(() => client.UploadFileAsync("b", "k", source, progress: progress));
        Assert.Equal("no room for the log", fault.Message);
    }

    [Fact]
    public async Task A_download_that_fails_leaves_what_was_there_before()
    {
        await using var server = new ScriptedServer(Reply.Ok("0123456789", ("x-amz-checksum-crc32", "AAAAAA=="), ("ETag", "\"e\"")));
        await using var client = new S3Client(server.Options);
        var target = await WriteAsync("target", "before"u8.ToArray());
        await Assert.ThrowsAsync<ChecksumMismatchException>(() => client.DownloadFileAsync("b", "k", target));
        Assert.Equal("before", await File.ReadAllTextAsync(target));
        Assert.Equal(["target"], Names());
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_from_the_last_byte()
    {
        var half = new string('a', 300_000);
        var rest = new string('b', 300_000);
        var whole = System.Text.Encoding.ASCII.GetBytes(half + rest);
        var crc = ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, whole).ToBase64();
        var from = half.Length;
        await using var server = new ScriptedServer(
            Reply.Ok(half, ("ETag", "\"e\""), ("x-amz-checksum-crc64nvme", crc)) with { Withholds = rest.Length },
            Reply.Ok((half + rest)[from..], ("Content-Range", $"bytes {from}-599999/600000"), ("ETag", "\"e\"")) with { Status = 206 });
        await using var client = new S3Client(server.Options);
        var target = Path.Combine(_folder.FullName, "target");
        var down = await client.DownloadFileAsync("b", "k", target);
        Assert.Equal(whole, await File.ReadAllBytesAsync(target));
        Assert.Equal(crc, down.Verified!.Value.ToBase64());
        Assert.Equal(($"bytes={from}-599999", "\"e\""), (server.Requests[1]["Range"], server.Requests[1]["If-Match"]));
    }

    [Fact]
    public async Task A_cache_that_answers_a_range_with_the_whole_is_refused()
    {
        await using var server = new ScriptedServer(Reply.Ok("01234", ("ETag", "\"e\"")) with { Withholds = 5 }, Reply.Ok("0123456789"));
        await using var client = new S3Client(server.Options);
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => client.DownloadFileAsync("b", "k", Path.Combine(_folder.FullName, "target")));
        Assert.Contains("A cache or proxy on the way drops Range", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_store_that_keeps_the_chunks_frames_gives_itself_away()
    {
        await using var server = new ScriptedServer(Reply.Ok(headers: ("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=")));
        await using var client = new S3Client(server.Options);
        await Assert.ThrowsAsync<ChecksumMismatchException>(() => client.PutObjectAsync("b", "k", "x"u8.ToArray()));
    }

    [Fact]
    public async Task A_target_that_cannot_be_is_said_with_the_way_out()
    {
        await using var server = new ScriptedServer(Reply.Ok("x"));
        await using var client = new S3Client(server.Options);
        var folder = await Assert.ThrowsAsync<IOException>(() => client.DownloadFileAsync("b", "k", _folder.FullName));
        Assert.Contains("is a folder", folder.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => client.DownloadFileAsync("b", "k", Path.Combine(_folder.FullName, "no", "such")));
        await Assert.ThrowsAsync<FileNotFoundException>(() => client.UploadFileAsync("b", "k", Path.Combine(_folder.FullName, "missing")));
    }

    [Fact]
    public void Parts_tile_an_object_and_respect_S3s_limits()
    {
        Assert.Equal([new PartRange(1, 0, 0)], PartPlan.Tile(0, 8));
        Assert.Equal([new PartRange(1, 0, 8)], PartPlan.Tile(8, 8));
        Assert.Equal([new PartRange(1, 0, 8), new PartRange(2, 8, 1)], PartPlan.Tile(9, 8));
        var longest = PartPlan.Reach(PartPlan.MaxPartSize);
        var random = new Random(11);
        for (var i = 0; i < 500; i++)
        {
            var length = (long)Math.Pow(longest, random.NextDouble());
            var stated = random.Next(3) == 0 ? random.NextInt64(5 << 20, PartPlan.MaxPartSize) : (long?)null;
            var rate = random.Next(2) * Math.Pow(1e10, random.NextDouble());
            var size = PartPlan.SizeFor(length, stated, rate);
            var parts = PartPlan.Tile(length, size);
            Assert.InRange(parts.Count, 1, PartPlan.MaxParts);
            Assert.InRange(size, Math.Min(stated ?? PartPlan.UsualSize, PartPlan.UsualSize), PartPlan.MaxPartSize);
            Assert.True(stated is null || size == stated || (size > stated && size % (1 << 20) == 0));
            Assert.True(length <= PartPlan.Reach(size));
            Assert.Equal(length, parts.Sum(part => part.Length));
            Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal((pair.First.Offset + pair.First.Length, size), (pair.Second.Offset, pair.First.Length)));
        }

        Assert.Equal(PartPlan.MaxPartSize, PartPlan.SizeFor(longest, null));
        Assert.Throws<S3ConfigurationException>(() => PartPlan.SizeFor(longest + 1, null));
    }

    [Fact]
    public async Task A_listing_goes_on_over_its_pages_and_decodes_keys()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        string[] keys = ["a b", "a%2Bb", "a+b", "küste", "line\nbreak", "x/1", "x/2"];
        foreach (var key in keys)
        {
            await client.PutObjectAsync(Bucket, key, "x"u8.ToArray());
        }

        var listed = new List<string?>();
        await foreach (var page in client.ListPagesAsync(new ListObjectsV2Request { Bucket = Bucket, MaxKeys = 2 }))
        {
            listed.AddRange(page.Contents.Select(one => one.Key));
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), listed);
        var below = new List<string?>();
        await foreach (var one in client.ListAsync(Bucket, "x/"))
        {
            below.Add(one.Key);
        }

        Assert.Equal(["x/1", "x/2"], below);
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

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private string[] Names() => [.. _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];

    private async Task<string> WriteAsync(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private sealed class Recorder(Action<TransferProgress>? then = null) : IProgress<TransferProgress>
    {
        public List<TransferProgress> Reports { get; } = [];

        public void Report(TransferProgress value)
        {
            Reports.Add(value);
            then?.Invoke(value);
        }
    }

    /// <summary>A clock that every look at it moves by as much as lies between two reports of progress.</summary>
    private sealed class HastyClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, 100);
    }

    /// <summary>A stream that does not know its length and gives a little at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 65_536)], cancellationToken);
    }
}
