using System.IO.Pipelines;
using Sealane.Credentials;
using Sealane.EndToEnd.Running;
using Sealane.Protocol.Buckets;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Transport;

namespace Sealane.EndToEnd.ForeignClients;

/// <summary>Objects that Sealane's transfers store are what other people's clients read, and the other way round.</summary>
public sealed class ExchangeTests : IAsyncLifetime
{
    private const int PartSize = 5 << 20;

    private static readonly string[] OddKeys =
    [
        "dir/h\u00e9llo w+rld & (1).txt", "a//b", "emoji \U0001F600", "100%41 ~'!*()", "-dash", "a=b?c#d;e,f@g:h$i", "\u65e5\u672c\u8a9e/\u00fc",
    ];

    private readonly ScratchFolder _folder = new();
    private ServedEndpoint _endpoint = null!;
    private S3Client _client = null!;

    public async ValueTask InitializeAsync()
    {
        _endpoint = await ServedEndpoint.StartAsync("http");
        _client = Client(options => options);
        await _client.SendAsync(CreateBucket.Operation, new CreateBucketRequest { Bucket = "box" });
    }

    [Theory]
    [InlineData("AWSSDK.S3")]
    [InlineData("boto3")]
    [InlineData("rclone")]
    public async Task What_Sealane_stores_they_read(string name)
    {
        var foreigner = Foreigner.Of(name, _endpoint, _folder);
        var small = _folder.Random("small", 123_456);
        var large = _folder.Random("large", (2 * PartSize) + 777);
        var empty = _folder.Random("empty", 0);
        await using var crc32 = Client(options => options with { ChecksumAlgorithm = ChecksumAlgorithm.Crc32 });
        await using var sha256 = Client(options => options with { ChecksumAlgorithm = ChecksumAlgorithm.Sha256 });
        var stored = new Dictionary<string, string>
        {
            ["small"] = small,
            ["empty"] = empty,
            ["parts"] = large,
            ["stream"] = large,
            ["pipe"] = large,
            ["written"] = large,
            ["crc32"] = large,
            ["sha256"] = large,
            ["memory"] = small,
        };
        await _client.UploadFileAsync("box", "small", small);
        await _client.UploadFileAsync("box", "empty", empty);
        await _client.UploadFileAsync("box", "parts", large);
        await crc32.UploadFileAsync("box", "crc32", large);
        await sha256.UploadFileAsync("box", "sha256", large);
        await _client.UploadMemoryAsync("box", "memory", await File.ReadAllBytesAsync(small));
        await using (var source = File.OpenRead(large))
        {
            await _client.UploadPipeAsync("box", "pipe", PipeReader.Create(source));
        }

        await using (var source = File.OpenRead(large))
        {
            await _client.UploadStreamAsync("box", "stream", source);
        }

        await using (var source = File.OpenRead(large))
        await using (var target = await _client.OpenWriteAsync("box", "written"))
        {
            await source.CopyToAsync(target);
            await target.CompleteAsync();
        }

        foreach (var key in OddKeys.Where(foreigner.CanName))
        {
            await _client.UploadFileAsync("box", key, small);
            stored.Add(key, small);
        }

        var fetched = stored.Keys.Select((key, number) => (Key: key, Path: _folder.File($"fetched{number}"))).ToArray();
        await foreigner.FetchAsync(fetched);

        foreach (var (key, path) in fetched)
        {
            Assert.True(await Content.HashOfFileAsync(stored[key]) == await Content.HashOfFileAsync(path), $"'{key}' is other bytes for {name}");
        }
    }

    [Theory]
    [InlineData("AWSSDK.S3")]
    [InlineData("boto3")]
    [InlineData("rclone")]
    public async Task What_they_store_Sealane_reads(string name)
    {
        var foreigner = Foreigner.Of(name, _endpoint, _folder);
        var small = _folder.Random("small", 123_456);
        var large = _folder.Random("large", (2 * PartSize) + 777);
        (string Key, string Path)[] stored = [("small", small), ("large", large), .. OddKeys.Where(foreigner.CanName).Select(key => (key, small))];
        await foreigner.StoreAsync(stored);

        foreach (var (key, path) in stored)
        {
            var hash = await Content.HashOfFileAsync(path);
            await _client.DownloadFileAsync("box", key, _folder.File("back"));
            Assert.True(hash == await Content.HashOfFileAsync(_folder.File("back")), $"'{key}' of {name} is other bytes in a file");
            await using var read = await _client.GetObjectAsync("box", key);
            Assert.True(hash == await Content.HashAsync(read.Body), $"'{key}' of {name} is other bytes in a stream");
        }

        var keys = await _client.ListAsync("box").Select(one => one.Key).ToListAsync();
        Assert.Equal(stored.Select(one => one.Key).Order(StringComparer.Ordinal), keys.Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _endpoint.DisposeAsync();
        _folder.Dispose();
    }

    private S3Client Client(Func<S3ClientOptions, S3ClientOptions> with) => new(with(new S3ClientOptions
    {
        EndpointUrl = new Uri(_endpoint.Url),
        Credentials = new GivenCredentials(ServedEndpoint.Key),
        Proxy = ProxyRules.None,
        MultipartThreshold = PartSize,
        PartSize = PartSize,
    }));
}
