using System.Collections.Concurrent;
using System.IO.Hashing;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Lab.Names;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Listing;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Server.Null;
using Sealane.Transport;

namespace Sealane.Tests.Server.Null;

/// <summary>The endpoint that keeps nothing, as Sealane's own client sees it: believable in everything that a client compares.</summary>
public sealed class NullServerTests
{
    private const int PartSize = 5 << 20;

    public static TheoryData<bool, PayloadSigning> Manners => new()
    {
        { false, PayloadSigning.Never },
        { false, PayloadSigning.Always },
        { true, PayloadSigning.Never },
    };

    [Theory]
    [MemberData(nameof(Manners))]
    public async Task What_is_put_arrives_whole_whatever_its_framing(bool tls, PayloadSigning signing)
    {
        var bodies = new ConcurrentQueue<ReceivedBody>();
        await using var peer = Peer.Start(tls, bodies.Enqueue);
        using var s3 = peer.Client(options => options with { PayloadSigning = signing });
        var bytes = Bytes(300_000);

        await s3.PutObjectAsync(new PutObjectRequest { Bucket = "box", Key = "dir/x y", Body = bytes });

        var body = Assert.Single(bodies);
        Assert.Equal(("/box/dir/x%20y", bytes.Length, ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, bytes)), (body.Target, body.Length, body.Checksum));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_goes_up_in_parts_and_another_comes_down_in_ranges_verified(bool tls)
    {
        var bodies = new ConcurrentQueue<ReceivedBody>();
        await using var peer = Peer.Start(tls, bodies.Enqueue);
        using var s3 = peer.Client();
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, Bytes((2 * PartSize) + 1000));

        await s3.UploadFileAsync("box", "large", file);
        var down = await s3.DownloadFileAsync("box", "13MiB-1", file);

        Assert.Equal((2 * PartSize) + 1000, bodies.Sum(body => body.Length));
        Assert.Equal(13 << 20, new FileInfo(file).Length);
        Assert.Equal(Crc64.HashToUInt64(Crc64ParameterSet.Nvme, await File.ReadAllBytesAsync(file)), ReadCrc(InventedBytesChecksum(13 << 20)));
        Assert.NotNull(down);
        File.Delete(file);
    }

    [Theory]
    [InlineData("0B")]
    [InlineData("1B-x")]
    [InlineData("100KiB")]
    [InlineData("7/65537B")]
    public async Task An_object_is_as_long_as_its_key_says_and_has_the_checksum_that_is_said(string key)
    {
        await using var peer = Peer.Start();
        using var s3 = peer.Client();

        var head = await s3.HeadObjectAsync(new HeadObjectRequest { Bucket = "box", Key = key });
        await using var found = await s3.GetObjectAsync("box", key);
        var bytes = new MemoryStream();
        await found.Body.CopyToAsync(bytes);

        Assert.Equal(head.ContentLength, bytes.Length);
        Assert.Equal(InventedBytesChecksum(bytes.Length), ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, bytes.ToArray()).ToBase64());
    }

    [Fact]
    public async Task Any_range_has_the_bytes_that_the_whole_has_there()
    {
        await using var peer = Peer.Start();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var whole = await http.GetByteArrayAsync(new Uri(peer.Server.Uri, "/box/700KiB"));

        foreach (var (first, last) in new[] { (0, 0), (65_535, 65_536), (100_000, 500_000), (716_799, 716_799) })
        {
            using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(peer.Server.Uri, "/box/700KiB"));
            asked.Headers.Range = new(first, last);
            using var answer = await http.SendAsync(asked);
            Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
            Assert.Equal($"bytes {first}-{last}/716800", answer.Content.Headers.ContentRange!.ToString());
            Assert.Equal(whole[first..(last + 1)], await answer.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_key_that_names_no_length_is_not_there()
    {
        await using var peer = Peer.Start();
        using var s3 = peer.Client();
        var missing = await Assert.ThrowsAsync<S3Exception>(() => s3.GetObjectAsync("box", "report.csv"));
        Assert.Equal("NoSuchKey", missing.Code);
    }

    [Theory]
    [InlineData("keys-2500", null, 2500)]
    [InlineData("keys-2500", "00001/", 1000)]
    [InlineData("keys-2500", "00001/4KiB-0000199", 10)]
    [InlineData("box", "keys-1001/", 1001)]
    [InlineData("box", null, 0)]
    [InlineData("keys-2500", "z", 0)]
    public async Task A_listing_has_the_keys_that_its_bucket_or_prefix_promises_in_order(string bucket, string? prefix, int count)
    {
        await using var peer = Peer.Start();
        using var s3 = peer.Client();
        var keys = new List<string>();

        await foreach (var one in s3.ListAsync(bucket, prefix))
        {
            Assert.Equal(4096, one.Size);
            keys.Add(one.Key!);
        }

        Assert.Equal(count, keys.Count);
        Assert.All(keys, key => Assert.StartsWith(prefix ?? "", key, StringComparison.Ordinal));
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Distinct(keys);
    }

    [Fact]
    public async Task A_delimiter_folds_keys_and_a_page_goes_on_behind_what_it_folded()
    {
        await using var peer = Peer.Start();
        using var s3 = peer.Client();
        var folded = new List<string>();

        await foreach (var page in s3.ListPagesAsync(new ListObjectsV2Request { Bucket = "keys-3500", Delimiter = "/", MaxKeys = 2 }))
        {
            Assert.Empty(page.Contents);
            folded.AddRange(page.CommonPrefixes.Select(prefix => prefix.Prefix!));
        }

        Assert.Equal(["00000/", "00001/", "00002/", "00003/"], folded);
    }

    [Fact]
    public async Task It_counts_connections_and_requests()
    {
        await using var peer = Peer.Start();
        using var s3 = peer.Client();

        for (var i = 0; i < 3; i++)
        {
            await s3.PutObjectAsync(new PutObjectRequest { Bucket = "box", Key = "x", Body = Bytes(10) });
        }

        Assert.Equal(new NullCounts(1, 1, 3), peer.Server.Counts);
    }

    [Fact]
    public async Task A_connection_that_breaks_or_speaks_something_else_ends_alone()
    {
        await using var peer = Peer.Start();
        using (var stranger = new System.Net.Sockets.TcpClient())
        {
            await stranger.ConnectAsync(peer.Server.EndPoint);
            await stranger.GetStream().WriteAsync("hello\r\n\r\n"u8.ToArray());
            Assert.Equal(0, await stranger.GetStream().ReadAsync(new byte[1]));
        }

        await using var refusing = NullServer.Start(new NullServerOptions { Tls = _ => throw new ArgumentException("no certificate for that name") });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(refusing.Uri, "/box/1B")));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(refusing.Uri, "/box/1B")));
        Assert.Equal(2, refusing.Counts.Connections);
        Assert.Single(await http.GetByteArrayAsync(new Uri(peer.Server.Uri, "/box/1B")));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var peer = Peer.Start();
        var refused = Assert.Throws<IOException>(() => NullServer.Start(new NullServerOptions { Listen = peer.Server.EndPoint }));
        Assert.Contains($"Port {peer.Server.EndPoint.Port}", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static string InventedBytesChecksum(long length) => System.Text.Encoding.ASCII.GetString(InventedBytes.ChecksumOf(length));

    private static ulong ReadCrc(string base64) => System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(Convert.FromBase64String(base64));

    private sealed class Peer : IAsyncDisposable
    {
        private readonly CertificateAuthority? _authority;
        private readonly string _bundle = Path.GetTempFileName();

        private Peer(CertificateAuthority? authority, NullServer server) => (_authority, Server) = (authority, server);

        public NullServer Server { get; }

        public static Peer Start(bool tls = false, Action<ReceivedBody>? onBody = null)
        {
            var authority = tls ? new CertificateAuthority(TimeProvider.System) : null;
            var leaves = authority is null ? null : new LeafCache(authority);
            return new(authority, NullServer.Start(new NullServerOptions
            {
                Tls = leaves is null ? null : _ => new SslServerAuthenticationOptions { ServerCertificateContext = leaves.For("127.0.0.1") },
                OnBody = onBody,
            }));
        }

        public S3Client Client(Func<S3ClientOptions, S3ClientOptions>? with = null)
        {
            File.WriteAllText(_bundle, _authority?.ToPem());
            var options = new S3ClientOptions
            {
                Region = "us-east-1",
                EndpointUrl = Server.Uri,
                Credentials = new GivenCredentials(new("AKIANULLENDPOINT0001", RandomNumberGenerator.GetHexString(40))),
                Proxy = ProxyRules.None,
                CaBundle = _authority is null ? null : _bundle,
                PartSize = PartSize,
                MultipartThreshold = PartSize,
            };
            return new S3Client(with?.Invoke(options) ?? options);
        }

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            _authority?.Dispose();
            File.Delete(_bundle);
        }
    }
}
