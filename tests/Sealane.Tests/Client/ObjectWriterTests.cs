using System.Text;
using Sealane.Diagnostics;
using Sealane.Lab;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Multipart;
using Sealane.Protocol.Objects;
using Sealane.Transfers;

namespace Sealane.Tests.Client;

/// <summary>What is written to a stream or a pipe becomes an object, or leaves nothing.</summary>
public sealed class ObjectWriterTests : UploadGround
{
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
}
