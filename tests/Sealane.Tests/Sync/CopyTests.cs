using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Groups;
using Sealane.Protocol.Objects;
using Sealane.Tests.Client;
using Sealane.Transfers;

namespace Sealane.Tests.Sync;

public sealed class CopyTests
{
    private const int PartSize = 5 * 1024 * 1024;

    private static readonly CopyOptions InParts = new() { MultipartThreshold = PartSize, PartSize = PartSize };

    [Fact]
    public async Task A_long_object_is_copied_in_parts_with_all_that_it_has()
    {
        await using var ground = await Ground.StartAsync();
        var bytes = new byte[(2 * PartSize) + 321];
        new Random(1).NextBytes(bytes);
        await ground.Client.PutObjectAsync(new PutObjectRequest
        {
            Bucket = "box",
            Key = "from +",
            Body = bytes,
            ContentType = "image/png",
            CacheControl = "no-store",
            Metadata = new Dictionary<string, string> { ["a"] = "b" },
        });
        var copied = await ground.Client.CopyAsync("box", "from +", "crate", "to +", InParts);
        Assert.Equal((bytes.Length, 3, ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, bytes)), (copied.Length, copied.Parts, copied.Verified));
        await using var got = await ground.Client.GetObjectAsync("crate", "to +");
        var back = new MemoryStream();
        await got.Body.CopyToAsync(back);
        Assert.Equal(bytes, back.ToArray());
        Assert.Equal(("image/png", "no-store", "b"), (got.ContentType, got.CacheControl, got.Metadata["a"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Properties_are_kept_or_replaced_in_one_piece_as_in_parts(bool inParts)
    {
        await using var ground = await Ground.StartAsync();
        await ground.Client.PutObjectAsync(new PutObjectRequest { Bucket = "box", Key = "k", Body = new byte[PartSize + 1], ContentType = "image/png" });
        var options = inParts ? InParts : new CopyOptions();
        await ground.Client.CopyAsync("box", "k", "crate", "kept", options);
        await ground.Client.CopyAsync("box", "k", "crate", "replaced", options with { ReplacesProperties = true, Properties = new UploadOptions { ContentType = "text/plain" } });
        Assert.Equal("image/png", (await ground.Client.HeadObjectAsync("crate", "kept")).ContentType);
        Assert.Equal("text/plain", (await ground.Client.HeadObjectAsync("crate", "replaced")).ContentType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tags_are_kept_however_a_copy_goes_unless_it_is_given_others(bool replaces)
    {
        await using var ground = await Ground.StartAsync();
        await using var stranger = ground.Stranger();
        var cancellation = TestContext.Current.CancellationToken;
        await ground.Client.UploadMemoryAsync("box", "k", new byte[PartSize + 1], new UploadOptions { Tagging = "a%20b=1&c=" }, cancellationToken: cancellation);
        var options = new CopyOptions { ReplacesProperties = replaces };
        await ground.Client.CopyAsync("box", "k", "crate", "whole", options, cancellation);
        await ground.Client.CopyAsync("box", "k", "crate", "parts", options with { MultipartThreshold = PartSize, PartSize = PartSize }, cancellation);
        await stranger.CopyFromAsync(ground.Client, "box", "k", "crate", "across", options, cancellation);
        await ground.Client.CopyAsync("box", "k", "crate", "others", options with { Properties = new UploadOptions { Tagging = "d=2" } }, cancellation);

        foreach (var key in new[] { "whole", "parts", "across" })
        {
            Assert.Equal("a%20b=1&c=", await TagsAsync(key));
        }

        Assert.Equal("d=2", await TagsAsync("others"));

        async Task<string> TagsAsync(string key) =>
            new Tagging { TagSet = (await ground.Client.GetObjectTaggingAsync("crate", key, cancellation)).TagSet }.ToHeader();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_asked_of_a_copy_is_said_in_one_piece_as_in_parts(bool inParts)
    {
        await using var server = new ScriptedServer(
            Reply.Bare(200, ("ETag", "\"e\"")) with { Withholds = PartSize + 1 },
            Reply.Error(403, "AccessDenied"));
        await using var client = new S3Client(server.Options);
        var options = (inParts ? InParts : new CopyOptions()) with
        {
            ReplacesProperties = true,
            Properties = new UploadOptions
            {
                Expires = "Thu, 01 Dec 2033 16:00:00 GMT",
                WebsiteRedirectLocation = "/elsewhere",
                GrantRead = "id=a",
                ObjectLockLegalHold = "ON",
                BucketKeyEnabled = true,
            },
        };
        await Assert.ThrowsAsync<S3Exception>(() => client.CopyAsync("box", "k", "crate", "k", options));
        var asked = server.Requests[1];
        Assert.Equal(
            ["Thu, 01 Dec 2033 16:00:00 GMT", "/elsewhere", "id=a", "ON", "true"],
            [asked["Expires"], asked["x-amz-website-redirect-location"], asked["x-amz-grant-read"], asked["x-amz-object-lock-legal-hold"], asked["x-amz-server-side-encryption-bucket-key-enabled"]]);
    }

    [Fact]
    public async Task Between_stores_the_bytes_go_through_this_process()
    {
        await using var ground = await Ground.StartAsync();
        await using var stranger = ground.Stranger();
        await ground.Client.PutObjectAsync(new PutObjectRequest { Bucket = "box", Key = "k", Body = new byte[1000], ContentType = "image/png" });
        var copied = await stranger.CopyFromAsync(ground.Client, "box", "k", "crate", "k");
        Assert.Equal((1000, ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, new byte[1000])), (copied.Length, copied.Verified));
        Assert.Equal("image/png", (await stranger.HeadObjectAsync("crate", "k")).ContentType);
        Assert.DoesNotContain(ground.Requests, head => head.Contains("x-amz-copy-source", StringComparison.OrdinalIgnoreCase));
        var all = await ground.Box.SyncToAsync(stranger.Place("crate", "all/"));
        Assert.Equal((1, true), (all.Copied, all.Succeeded));
    }

    [Fact]
    public async Task A_source_that_is_not_there_is_named()
    {
        await using var ground = await Ground.StartAsync();
        var fault = await Assert.ThrowsAsync<S3Exception>(() => ground.Client.CopyAsync("box", "none", "crate", "k"));
        Assert.Equal(404, fault.Status);
        Assert.Contains("box/none", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_in_parts_that_fails_leaves_no_upload_behind()
    {
        await using var ground = await Ground.StartAsync();
        await ground.Client.PutObjectAsync("box", "k", new byte[PartSize + 1]);
        var options = InParts with { Properties = new UploadOptions { IfMatch = "\"other\"" } };
        await Assert.ThrowsAsync<S3Exception>(() => ground.Client.CopyAsync("box", "k", "crate", "k", options));
        Assert.Empty(ground.Client.UploadsAsync("crate").ToBlockingEnumerable());
    }

    [Fact]
    public async Task Tags_are_carried_over_in_parts_as_well()
    {
        await using var server = new ScriptedServer(
            Reply.Bare(200, ("ETag", "\"e\""), ("x-amz-tagging-count", "2")) with { Withholds = 6_000_000 },
            Reply.Ok("<Tagging><TagSet><Tag><Key>a b</Key><Value>1</Value></Tag><Tag><Key>c</Key><Value>2&amp;</Value></Tag></TagSet></Tagging>"),
            Reply.Error(403, "AccessDenied"));
        await using var client = new S3Client(server.Options);
        await Assert.ThrowsAsync<S3Exception>(() => client.CopyAsync("box", "k", "crate", "k", InParts));
        Assert.StartsWith("GET /box/k?tagging", server.Requests[1].Line, StringComparison.Ordinal);
        Assert.Equal("a%20b=1&c=2%26", server.Requests[2]["x-amz-tagging"]);
    }
}
