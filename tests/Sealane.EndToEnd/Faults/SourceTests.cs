using Sealane.Diagnostics;
using Sealane.Edge.Faults;
using Sealane.EndToEnd.Running;
using Sealane.Signing.Journey;
using Sealane.Transport;

namespace Sealane.EndToEnd.Faults;

/// <summary>A source that does not hold still while it is read: no object of both halves comes of it.</summary>
public sealed class SourceTests : IDisposable
{
    private const int Parts = (3 * FaultyWay.PartSize) + 1000;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("overwritten")]
    [InlineData("shortened")]
    [InlineData("grown")]
    [InlineData("replaced")]
    [InlineData("deleted")]
    public async Task A_file_that_changes_while_it_is_uploaded_is_named_and_nothing_is_stored(string change)
    {
        var source = _folder.Random("source", Parts);
        var before = await File.ReadAllBytesAsync(source);
        await using var way = await FaultyWay.StartAsync(FaultSchedule.None, AfterPart(2, () => Change(source, change)));
        await using var client = way.Client(TransportKind.HttpClient, options => options with { Concurrency = 1 });

        var failure = await Record.ExceptionAsync(() => client.UploadFileAsync(FaultyWay.Bucket, "k", source));

        if (failure is null)
        {
            // Whoever holds a file open that loses its name reads it to its end all the same.
            Assert.True(change is "deleted" or "replaced", "half of one content and half of another was stored");
            Assert.True((await way.StoredAsync("k")).AsSpan().SequenceEqual(before));
        }
        else
        {
            Assert.True(failure is IOException or S3ConfigurationException, failure.ToString());
            Assert.True(failure.Message.Contains("source", StringComparison.Ordinal), failure.Message);
            Assert.Null(await way.StoredAsync("k"));
        }

        Assert.True(await way.UnfinishedUploadsAsync() == 0, $"{failure?.Message}; {way.Happenings}");
    }

    [Fact]
    public async Task A_stream_that_fails_while_it_is_uploaded_says_so_and_nothing_is_stored()
    {
        await using var way = await FaultyWay.StartAsync(FaultSchedule.None);
        await using var client = way.Client(TransportKind.HttpClient);

        var failure = await Record.ExceptionAsync(() => client.UploadStreamAsync(FaultyWay.Bucket, "k", new Failing(2 * FaultyWay.PartSize)));

        Assert.Contains("the pipe is broken", Assert.IsType<IOException>(failure).Message, StringComparison.Ordinal);
        Assert.Null(await way.StoredAsync("k"));
        Assert.Equal(0, await way.UnfinishedUploadsAsync());
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("a folder")]
    public async Task A_source_that_cannot_be_read_is_named_before_a_byte_is_sent(string kind)
    {
        var path = _folder.File("source");
        if (kind == "a folder")
        {
            Directory.CreateDirectory(path);
        }

        await using var way = await FaultyWay.StartAsync(FaultSchedule.None);
        await using var client = way.Client(TransportKind.HttpClient);

        var failure = await Record.ExceptionAsync(() => client.UploadFileAsync(FaultyWay.Bucket, "k", path));

        Assert.True(failure is IOException or UnauthorizedAccessException, $"{failure}");
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Null(await way.StoredAsync("k"));
    }

    private static void Change(string path, string change)
    {
        switch (change)
        {
            case "replaced":
                File.WriteAllText(path + ".new", "other");
                File.Move(path + ".new", path, overwrite: true);
                return;

            case "deleted":
                File.Delete(path);
                return;
        }

        // .NET keeps others off a file that it writes, unless it is told not to; programs that do not ask are what this is about.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        switch (change)
        {
            case "overwritten":
                file.Position = Parts - 10;
                file.Write("otherwise!"u8);
                break;

            case "shortened":
                file.SetLength(Parts - FaultyWay.PartSize);
                break;

            default:
                file.Position = Parts;
                file.Write("and more"u8);
                break;
        }
    }

    // One part after the other: those before it were read, those after it were not.
    private static Action<Hop> AfterPart(int number, Action change) => hop =>
    {
        if (MessageHead.Parse(hop.Before).Target.Contains($"partNumber={number}", StringComparison.Ordinal))
        {
            change();
        }
    };

    private sealed class Failing(int after) : Stream
    {
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_given >= after)
            {
                throw new IOException("the pipe is broken");
            }

            var take = Math.Min(count, after - _given);
            _given += take;
            return take;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
