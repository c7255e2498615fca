using Sealane.EndToEnd.Running;
using Sealane.Edge.Faults;
using Sealane.Transport;

namespace Sealane.EndToEnd.Faults;

/// <summary>An upload in parts over a way that weakens each answer's entity tag: S3 does not know its parts by weak tags.</summary>
public sealed class WeakTagTests : IDisposable
{
    private const int Length = (3 * FaultyWay.PartSize) + 1234;

    private readonly ScratchFolder _folder = new();

    [Theory]
    [InlineData(TransportKind.Sockets)]
    [InlineData(TransportKind.HttpClient)]
    public async Task An_upload_in_parts_is_completed_with_the_tags_that_S3_gave(TransportKind transport)
    {
        await using var way = await FaultyWay.StartAsync(FaultSchedule.Always(new WeakenETag()));
        await using var client = way.Client(transport);
        var path = _folder.Random("source", Length);
        var up = await client.UploadFileAsync(FaultyWay.Bucket, "k", path);
        Assert.True(up.Parts == 4, way.Happenings);
        Assert.Contains(way.Hops, hop => hop.Answer is { } answer && System.Text.Encoding.ASCII.GetString(answer).Contains("ETag: W/\"", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(await File.ReadAllBytesAsync(path), await way.StoredAsync("k"));
    }

    [Fact]
    public async Task What_was_cut_off_there_goes_on_with_the_parts_that_S3_has()
    {
        using var cut = new CancellationTokenSource();
        var puts = 0;
        await using var way = await FaultyWay.StartAsync(FaultSchedule.Always(new WeakenETag()), hop =>
        {
            // One part at a time: when the third is on its way, the first two are in the journal.
            if (hop.Before.AsSpan().StartsWith("PUT "u8) && Interlocked.Increment(ref puts) == 3)
            {
                cut.Cancel();
            }
        });
        var path = _folder.Random("source", Length);
        S3ClientOptions Journaled(S3ClientOptions options) => options with { JournalFolder = _folder.File("journals"), Concurrency = 1 };
        await using (var first = way.Client(TransportKind.Sockets, Journaled))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.UploadFileAsync(FaultyWay.Bucket, "k", path, cancellationToken: cut.Token));
        }

        var before = puts;
        await using var second = way.Client(TransportKind.Sockets, Journaled);
        var up = await second.UploadFileAsync(FaultyWay.Bucket, "k", path);
        Assert.True(up.Resumed is 2L * FaultyWay.PartSize or 3L * FaultyWay.PartSize, $"{up.Resumed} resumed; {way.Happenings}");
        Assert.Equal(4 - (up.Resumed / FaultyWay.PartSize), puts - before);
        Assert.Equal(await File.ReadAllBytesAsync(path), await way.StoredAsync("k"));
    }

    public void Dispose() => _folder.Dispose();
}
