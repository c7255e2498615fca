using System.IO.Compression;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Lab;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public abstract class ObjectStreamTests(TransportKind transport)
{
    private const string Bucket = "streams";
    private const int Length = (3 * 1024 * 1024) + 4321;

    private static readonly byte[] Bytes = Random(Length);

    [Theory]
    [InlineData(1, ChecksumAlgorithm.Crc64Nvme, 1)]
    [InlineData(5, ChecksumAlgorithm.Crc64Nvme, null)]
    [InlineData(5, ChecksumAlgorithm.Sha256, null)]
    public async Task A_stream_gets_the_bytes_in_order_over_however_many_connections(int concurrency, ChecksumAlgorithm algorithm, int? requests)
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, concurrency, algorithm);
        await client.PutObjectAsync(Bucket, "k", Bytes);
        var before = lab.Voyages.Count;
        var target = new MemoryStream();
        var down = await client.DownloadStreamAsync(Bucket, "k", target);
        Assert.Equal(Bytes, target.ToArray());
        Assert.Equal((Length, ChecksumHasher.Of(algorithm, Bytes)), (down.Length, down.Verified));
        Assert.Equal(requests ?? lab.Voyages.Count - before, lab.Voyages.Count - before);
    }

    [Fact]
    public async Task A_stream_that_fails_ends_the_download_with_what_it_threw_and_memory_is_given_back()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, 5);
        await client.PutObjectAsync(Bucket, "k", Bytes);
        for (var i = 0; i < 5; i++)
        {
            var fault = await Assert.ThrowsAsync<IOException>(() => client.DownloadStreamAsync(Bucket, "k", new FullStream(500_000)));
            Assert.Equal("no room", fault.Message);
        }

        Assert.Equal(Length, (await client.DownloadStreamAsync(Bucket, "k", Stream.Null)).Length);
    }

    [Fact]
    public async Task Other_bytes_than_the_checksums_are_found_at_the_end_of_the_stream()
    {
        var text = new string('x', 1_000_000);
        var sum = ChecksumHasher.Of(ChecksumAlgorithm.Crc32, System.Text.Encoding.ASCII.GetBytes(text)).ToBase64();
        await using var server = new ScriptedServer(Reply.Ok(text[..^1] + "y", ("ETag", "\"e\""), ("x-amz-checksum-crc32", sum)));
        foreach (var threshold in (long[])[1, 2_000_000])
        {
            await using var client = new S3Client(server.Options with { Transport = transport, MultipartThreshold = threshold, Concurrency = 1 });
            await Assert.ThrowsAsync<ChecksumMismatchException>(() => client.DownloadStreamAsync("b", "k", Stream.Null));
            await Assert.ThrowsAsync<ChecksumMismatchException>(() => client.DownloadBytesAsync("b", "k"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(Length)]
    public async Task Memory_gets_an_object_up_to_the_stated_length(int length)
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab, 3);
        await client.PutObjectAsync(Bucket, "k", Bytes[..length]);
        Assert.Equal(Bytes[..length], await client.DownloadBytesAsync(Bucket, "k", length));
        if (length > 0)
        {
            var fault = await Assert.ThrowsAsync<S3ConfigurationException>(() => client.DownloadBytesAsync(Bucket, "k", length - 1));
            Assert.Contains($"has {length} bytes, and at most {length - 1}", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_reader_in_order_gets_everything_verified_in_few_requests()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        await client.PutObjectAsync(Bucket, "k", Bytes);
        var before = lab.Voyages.Count;
        await using var stream = await client.OpenReadAsync(Bucket, "k");
        Assert.Equal((Length, 0, true, true, false), (stream.Length, stream.Position, stream.CanSeek, stream.CanRead, stream.CanWrite));
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal(Bytes, copy.ToArray());
        Assert.Equal(Length, stream.Position);
        Assert.Equal(4, lab.Voyages.Count - before); // HEAD, 256 KiB, 1 MiB, the rest
    }

    [Fact]
    public async Task A_reader_anywhere_reads_what_is_there()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        await client.PutObjectAsync(Bucket, "k", Bytes);
        await using var stream = await client.OpenReadAsync(Bucket, "k");
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var place = random.Next(3) switch
            {
                0 => random.Next(Length),
                1 => Math.Min(Length, (int)stream.Position + random.Next(400_000)),
                _ => Math.Max(0, (int)stream.Position - random.Next(100_000)),
            };
            var wanted = new byte[Math.Min(Length - place, 1 << random.Next(18))];
            switch (random.Next(3))
            {
                case 0:
                    stream.Position = place;
                    break;
                case 1:
                    stream.Seek(place - stream.Position, SeekOrigin.Current);
                    break;
                default:
                    stream.Seek(place - Length, SeekOrigin.End);
                    break;
            }

            await stream.ReadExactlyAsync(wanted);
            Assert.True(Bytes.AsSpan(place, wanted.Length).SequenceEqual(wanted));
            Assert.Equal(place + wanted.Length, stream.Position);
        }

        stream.Position = Length + 5;
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
    }

    [Fact]
    public async Task An_archive_is_read_without_fetching_all_of_it()
    {
        var archive = new MemoryStream();
        await using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var big = await zip.CreateEntry("big", CompressionLevel.NoCompression).OpenAsync())
            {
                await big.WriteAsync(Bytes);
            }

            await using var small = await zip.CreateEntry("small").OpenAsync();
            await small.WriteAsync("found"u8.ToArray());
        }

        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        await client.PutObjectAsync(Bucket, "k", archive.ToArray());
        await using var stream = await client.OpenReadAsync(Bucket, "k");
#pragma warning disable CA1849 // that it reads synchronously is what is tested
        using var read = new ZipArchive(stream, ZipArchiveMode.Read);
        using var entry = read.GetEntry("small")!.Open();
#pragma warning restore CA1849
        Assert.Equal("found", await new StreamReader(entry).ReadToEndAsync());
    }

    [Fact]
    public async Task A_reader_of_an_object_that_is_overwritten_is_told()
    {
        await using var lab = await S3Lab.StartAsync();
        await using var client = Client(lab);
        await client.PutObjectAsync(Bucket, "k", Bytes);
        await using var stream = await client.OpenReadAsync(Bucket, "k");
        await stream.ReadExactlyAsync(new byte[10]);
        await client.PutObjectAsync(Bucket, "k", Bytes[1..]);
        stream.Position = 2_000_000;
        await Assert.ThrowsAsync<ObjectChangedException>(async () => await stream.ReadExactlyAsync(new byte[10]));
    }

    [Fact]
    public async Task A_reader_of_all_in_order_finds_other_bytes_than_the_checksums()
    {
        await using var server = new ScriptedServer(
            Reply.Ok("0123456789", ("ETag", "\"e\""), ("x-amz-checksum-crc32", ChecksumHasher.Of(ChecksumAlgorithm.Crc32, "0123456789"u8).ToBase64())),
            new Reply { Status = 206, Body = "012345678-", Headers = [("ETag", "\"e\""), ("Content-Range", "bytes 0-9/10")] });
        await using var client = new S3Client(server.Options with { Transport = transport });
        await using var stream = await client.OpenReadAsync("b", "k");
        await Assert.ThrowsAsync<ChecksumMismatchException>(async () => await stream.ReadExactlyAsync(new byte[10]));
    }

    private S3Client Client(S3Lab lab, int concurrency = 1, ChecksumAlgorithm algorithm = ChecksumAlgorithm.Crc64Nvme) => new(new S3ClientOptions
    {
        Region = "us-east-1",
        EndpointUrl = lab.Endpoint,
        Credentials = new GivenCredentials(lab.Credentials),
        Proxy = ProxyRules.None,
        Transport = transport,
        MultipartThreshold = 256 * 1024,
        MemoryBudget = 1024 * 1024, // pieces of 256 KiB
        Concurrency = concurrency,
        ChecksumAlgorithm = algorithm,
    });

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private sealed class FullStream(int room) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Length + buffer.Length > room ? throw new IOException("no room") : base.WriteAsync(buffer, cancellationToken);
    }
}
