using Sealane.Lab;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Multipart;
using Sealane.Transfers;

namespace Sealane.Tests.Client;

/// <summary>An upload that was cut off goes on where it ended, unless what it knows is stale.</summary>
public sealed class ResumedUploadTests : UploadGround
{
    private DirectoryInfo JournalFolder => new(Path.Combine(Folder.FullName, "journals"));

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
        Assert.Contains(Notices, notice => notice.Contains("was kept with", StringComparison.Ordinal));
        Assert.Contains($"The upload of s3://{Bucket}/k goes on: {resumed} parts are there already.", Notices);
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
        Assert.Contains(Notices, notice => notice.EndsWith($"{said}. It begins anew.", StringComparison.Ordinal));
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
}
