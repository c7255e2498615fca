using Sealane.Edge.Faults;
using Sealane.EndToEnd.Running;
using Sealane.Signing.Journey;
using Sealane.Sync;
using Sealane.Transport;

namespace Sealane.EndToEnd.Faults;

/// <summary>Many objects through a way that breaks: what failed is named and left out, and the next run brings it.</summary>
public sealed class SyncFaultTests : IDisposable
{
    private const int Files = 60;

    private static readonly Fault[] Some =
    [
        Refuse.SlowDown, Refuse.InternalError, new Reset(Direction.Request, 500), new Reset(Direction.Answer, 500), new Truncate(0), new Truncate(700),
        new Corrupt(Direction.Request, 600), new Corrupt(Direction.Answer, 600), new StaleKeepAlive(Ending.Reset), new LoseAnswer(Ending.Close), new DropRange(),
    ];

    private readonly ScratchFolder _folder = new();
    private volatile bool _isCalm;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, TransportKind.HttpClient)]
    [InlineData(2, TransportKind.Sockets)]
    [InlineData(3, TransportKind.BlockingSockets)]
    public async Task A_sync_through_faults_stores_right_bytes_or_nothing_and_names_what_it_left_out(int seed, TransportKind transport)
    {
        // Half of the requests: three tries do not always do.
        await using var way = await FaultyWay.StartAsync(FaultSchedule.Seeded(seed, 0.5, Some).Where(IsForAnObject));
        await using var client = way.Client(transport);
        Directory.CreateDirectory(_folder.File("there"));
        Directory.CreateDirectory(_folder.File("back"));
        for (var i = 0; i < Files; i++)
        {
            _folder.Random($"there/file {i}", i == 7 ? FaultyWay.PartSize + 1 : 1000 + i);
        }

        var (there, bucket, back) = (new FolderPlace(_folder.File("there")), client.Place(FaultyWay.Bucket), new FolderPlace(_folder.File("back")));
        var failed = await SyncAsync(there, bucket);
        for (var i = 0; i < Files; i++)
        {
            await SameOrFailedAsync(await way.StoredAsync($"file {i}"), i, failed);
        }

        _isCalm = true;
        Assert.Empty(await SyncAsync(there, bucket));
        _isCalm = false;

        failed = await SyncAsync(bucket, back);
        for (var i = 0; i < Files; i++)
        {
            var path = _folder.File($"back/file {i}");
            await SameOrFailedAsync(File.Exists(path) ? await File.ReadAllBytesAsync(path) : null, i, failed);
        }

        Assert.DoesNotContain(Directory.EnumerateFiles(_folder.File("back")), path => !Path.GetFileName(path).StartsWith("file ", StringComparison.Ordinal));
        Assert.Contains(way.Hops, hop => hop.Fault is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_deleted_when_a_listing_breaks(bool download)
    {
        await using var way = await FaultyWay.StartAsync(FaultSchedule.Always(Refuse.InternalError).Where(head => !IsForAnObject(head)));
        await using var client = way.Client(TransportKind.HttpClient);
        await using (var direct = way.Direct())
        {
            await direct.UploadMemoryAsync(FaultyWay.Bucket, "kept", "kept"u8.ToArray());
        }

        Directory.CreateDirectory(_folder.File("there"));
        await File.WriteAllTextAsync(_folder.File("there/too"), "kept");
        var (folder, bucket) = (new FolderPlace(_folder.File("there")), client.Place(FaultyWay.Bucket));

        var summary = await (download ? (Place)bucket : folder).SyncToAsync(download ? folder : bucket, new SyncOptions { Delete = true });

        Assert.Equal((false, 1, 0), (summary.Succeeded, summary.Failed, summary.Deleted));
        Assert.NotNull(await way.StoredAsync("kept"));
        Assert.True(File.Exists(_folder.File("there/too")));
    }

    // Of a request for the bucket itself nothing is known but that there is no key.
    private bool IsForAnObject(MessageHead head) => !_isCalm && head.Target.Split('?')[0].TrimEnd('/').Count(sign => sign == '/') > 1;

    private async Task SameOrFailedAsync(byte[]? stored, int number, HashSet<string> failed)
    {
        var name = $"file {number}";
        if (stored is null)
        {
            Assert.Contains(name, failed);
        }
        else
        {
            Assert.True((await File.ReadAllBytesAsync(_folder.File($"there/{name}"))).AsSpan().SequenceEqual(stored), $"{name} is other bytes");
        }
    }

    // The names that failed; each says so itself.
    private static async Task<HashSet<string>> SyncAsync(Place source, Place target)
    {
        var failed = new HashSet<string>();
        var summary = await source.SyncToAsync(target, new SyncOptions { Comparison = Comparison.Size }, outcome =>
        {
            if (outcome.Status == OutcomeStatus.Failed)
            {
                Assert.Contains(outcome.Entry.Key, outcome.Problem, StringComparison.Ordinal);
                failed.Add(outcome.Entry.Key);
            }
        });
        Assert.Equal(failed.Count, summary.Failed);
        return failed;
    }
}
