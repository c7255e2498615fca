using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Wire;

public sealed class BodyTests : IDisposable
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];

    private readonly string _path = Path.GetTempFileName();

    public BodyTests() => File.WriteAllBytes(_path, Bytes);

    public static TheoryData<string> Kinds => ["file", "memory", "stream"];

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_body_is_read_as_often_as_it_can_be_replayed(string kind)
    {
        var body = Make(kind);
        Assert.Equal((200, true), (body.Length, body.CanReplay));
        Assert.Equal(Bytes, await All(body));
        Assert.Equal(Bytes, await All(body));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_part_of_a_body_is_a_body(string kind)
    {
        var part = Make(kind).Slice(50, 100).Slice(10, 20);
        Assert.Equal(20, part.Length);
        Assert.Equal(Bytes[60..80], await All(part));
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Slice(10, 11));
    }

    [Fact]
    public async Task A_stream_begins_where_it_stands_and_stays_open()
    {
        var source = new MemoryStream(Bytes) { Position = 190 };
        var body = new Body.Stream(source);
        Assert.Equal(10, body.Length);
        Assert.Equal(Bytes[190..], await All(body));
        Assert.True(source.CanRead);
        Assert.Equal(Bytes[190..], await All(body));
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_read_once()
    {
        var body = new Body.Stream(new OneWay(Bytes));
        Assert.Equal((null, false), (body.Length, body.CanReplay));
        Assert.Equal(Bytes, await All(body));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await body.OpenAsync(TestContext.Current.CancellationToken));
        Assert.Throws<InvalidOperationException>(() => body.Slice(0, 1));
    }

    [Fact]
    public async Task A_source_that_is_shorter_than_promised_fails_and_one_that_is_longer_is_cut()
    {
        await Assert.ThrowsAsync<EndOfStreamException>(() => All(new Body.Stream(new OneWay(Bytes), 201)));
        await Assert.ThrowsAsync<EndOfStreamException>(() => All(new Body.File(_path, 100, 101)));
        Assert.Equal(Bytes[..7], await All(new Body.Stream(new OneWay(Bytes), 7)));
    }

    [Fact]
    public async Task Parts_of_one_file_are_read_side_by_side()
    {
        Body file = new Body.File(_path);
        await using var first = await file.Slice(0, 100).OpenAsync(TestContext.Current.CancellationToken);
        await using var second = await file.Slice(100, 100).OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, 100, 1, 101), (first.ReadByte(), second.ReadByte(), first.ReadByte(), second.ReadByte()));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_at_once() =>
        Assert.Throws<FileNotFoundException>(() => new Body.File(_path + ".missing"));

    private static async Task<byte[]> All(Body body)
    {
        await using var stream = await body.OpenAsync(TestContext.Current.CancellationToken);
        var all = new MemoryStream();
        await stream.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    private Body Make(string kind) => kind switch
    {
        "file" => new Body.File(_path),
        "memory" => Bytes,
        _ => new Body.Stream(new MemoryStream(Bytes)),
    };

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
