using System.Collections.Concurrent;
using System.Globalization;
using Sealane.Credentials;
using Sealane.Edge;
using Sealane.Edge.Relay;
using Sealane.EndToEnd.ForeignClients;
using Sealane.EndToEnd.Running;
using Sealane.Protocol.Objects;
using Sealane.Server;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;
using Sealane.Transport;

namespace Sealane.EndToEnd.Resume;

/// <summary>A large transfer that is killed in its middle and started again: what is there is not sent a second time.</summary>
public sealed class KilledTests : IAsyncLifetime
{
    private const int PartSize = 8 << 20;
    private const int Workers = 4;
    private const int Less = 8 * PartSize;
    private const long SocketBuffers = 12 << 20;

    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentQueue<Hop> _hops = new();
    private S3Server _server = null!;

    // MiB to move; SEALANE_RESUME_MIB asks for another number, such as 1024.
    private static readonly int Large = int.Parse(Environment.GetEnvironmentVariable("SEALANE_RESUME_MIB") ?? "256", CultureInfo.InvariantCulture) << 20;

    public async ValueTask InitializeAsync()
    {
        _server = await S3Server.StartAsync(new S3ServerOptions { Credentials = [new SigningCredentials(BadInput.Command.AccessKeyId, BadInput.Command.Secret)] });
        await _server.EnsureBucketAsync("box");
    }

    [Fact]
    public async Task An_upload_goes_on_with_at_most_the_parts_in_flight_sent_again()
    {
        _folder.Random("source", Large);
        var parts = Large / PartSize;
        using var half = new Gate(parts / 2);
        await using var edge = await EdgeAsync(hop =>
        {
            _hops.Enqueue(hop);
            if (PartOf(hop) is not null)
            {
                half.Pass();
            }
        });

        await Kill.WhenAsync(half.Reached, _folder, Copy(edge, _folder.File("source"), "s3://box/k"));
        half.Open();
        var there = (await ListPartsAsync()).ToHashSet();
        Assert.InRange(there.Count, parts / 2, parts - 1);
        _hops.Clear();

        var again = await BadInput.Command.RunAsync(_folder, Copy(edge, _folder.File("source"), "s3://box/k"));

        Assert.True(again.ExitCode == 0, again.ToString());
        var sent = _hops.Where(hop => hop.Answer is not null).Select(PartOf).OfType<int>().ToArray();
        Assert.True(sent.Intersect(there).Count() <= Workers, $"sent again: {string.Join(", ", sent.Intersect(there).Order())} of {there.Count} that were there");
        Assert.InRange(sent.Length, parts - there.Count, parts - there.Count + Workers);
        await SameBytesAsync();
        Assert.Empty(Journals());
    }

    [Fact]
    public async Task A_download_goes_on_with_at_most_the_pieces_in_flight_fetched_again()
    {
        _folder.Random("source", Large);
        await StoreAsync();
        using var half = new Gate(Large / 2);
        await using var edge = await EdgeAsync(_hops.Enqueue, half.Pass);

        await Kill.WhenAsync(half.Reached, _folder, Copy(edge, "s3://box/k", _folder.File("target")));
        half.Open();
        Assert.False(File.Exists(_folder.File("target")));
        var before = half.Passed;

        var again = await BadInput.Command.RunAsync(_folder, Copy(edge, "s3://box/k", _folder.File("target")));

        Assert.True(again.ExitCode == 0, again.ToString());

        // What the edge has passed on and still lay in sockets' buffers when the process was killed, 4 MiB to send and 6 to receive as Linux has them, is fetched again as well.
        var after = half.Passed - before;
        Assert.InRange(after, Large - before, Large - before + (Workers * (PartSize + SocketBuffers)));
        Assert.Equal(await Content.HashOfFileAsync(_folder.File("source")), await Content.HashOfFileAsync(_folder.File("target")));
        Assert.Empty(Journals());
        Assert.Equal(["source", "target"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("source changed")]
    [InlineData("upload gone")]
    public async Task An_upload_whose_journal_is_stale_begins_anew(string why)
    {
        _folder.Random("source", Less);
        using var half = new Gate(4);
        await using var edge = await EdgeAsync(hop =>
        {
            if (PartOf(hop) is not null)
            {
                half.Pass();
            }
        });
        await Kill.WhenAsync(half.Reached, _folder, Copy(edge, _folder.File("source"), "s3://box/k"));
        half.Open();
        if (why == "source changed")
        {
            await using var file = File.OpenWrite(_folder.File("source"));
            await file.WriteAsync("other"u8.ToArray());
        }
        else
        {
            await using var client = Client();
            await UnfinishedUploads.ClearAsync(client, "box");
        }

        var again = await BadInput.Command.RunAsync(_folder, Copy(edge, _folder.File("source"), "s3://box/k"));

        Assert.True(again.ExitCode == 0, again.ToString());
        await SameBytesAsync();
        await using var reader = Client();
        Assert.Empty(await UnfinishedUploads.ListAsync(reader, "box"));
        Assert.Empty(Journals());
    }

    [Fact]
    public async Task A_download_whose_object_has_changed_begins_anew()
    {
        _folder.Random("source", Less);
        await StoreAsync();
        using var half = new Gate(Less / 2);
        await using var edge = await EdgeAsync(_hops.Enqueue, half.Pass);
        await Kill.WhenAsync(half.Reached, _folder, Copy(edge, "s3://box/k", _folder.File("target")));
        half.Open();
        await using (var file = File.OpenWrite(_folder.File("source")))
        {
            await file.WriteAsync("other"u8.ToArray());
        }

        await StoreAsync();
        var again = await BadInput.Command.RunAsync(_folder, Copy(edge, "s3://box/k", _folder.File("target")));

        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(await Content.HashOfFileAsync(_folder.File("source")), await Content.HashOfFileAsync(_folder.File("target")));
        Assert.Equal(["source", "target"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private static string[] Copy(EdgeHost edge, string source, string destination) =>
    [
        "cp", "--endpoint-url", $"http://{edge.EndPoint}", "--part-size", $"{PartSize >> 20}MiB", "--concurrency", $"{Workers}", source, destination,
    ];

    private static int? PartOf(Hop hop)
    {
        var head = MessageHead.Parse(hop.Before);
        var at = head.Target.IndexOf("partNumber=", StringComparison.Ordinal);
        return head.Method == "PUT" && at > 0 ? int.Parse(head.Target[(at + 11)..].Split('&')[0], CultureInfo.InvariantCulture) : null;
    }

    private Task<EdgeHost> EdgeAsync(Action<Hop> onHop, Action<long>? onBytes = null)
    {
        var dial = Dial.To(_server.EndPoint);
        return EdgeHost.StartAsync(new EdgeOptions
        {
            Connect = onBytes is null ? dial : async (request, cancellationToken) => new CountedStream(await dial(request, cancellationToken), onBytes),
            OnHop = onHop,
        });
    }

    private IEnumerable<string> Journals() =>
        Directory.Exists(_folder.File(".local")) ? Directory.EnumerateFiles(_folder.File(".local"), "*", SearchOption.AllDirectories) : [];

    private S3Client Client() => new(new S3ClientOptions
    {
        EndpointUrl = _server.Uri,
        Credentials = new GivenCredentials(BadInput.Command.AccessKeyId, BadInput.Command.Secret),
        Proxy = ProxyRules.None,
    });

    private async Task StoreAsync()
    {
        await using var client = Client();
        await client.UploadFileAsync("box", "k", _folder.File("source"));
    }

    private async Task<IEnumerable<int>> ListPartsAsync()
    {
        await using var client = Client();
        return await UnfinishedUploads.PartsAsync(client, "box");
    }

    private async Task SameBytesAsync()
    {
        await using var client = Client();
        await using var stored = await client.GetObjectAsync("box", "k");
        Assert.Equal(await Content.HashOfFileAsync(_folder.File("source")), await Content.HashAsync(stored.Body));
    }
}
