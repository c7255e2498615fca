using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Proxy;
using Sealane.Lab.Voyages;
using Sealane.Server;
using Sealane.Server.Storage.Memory;
using Sealane.Signing.Journey;
using Sealane.Signing.Keys;

namespace Sealane.Lab.Replays;

/// <summary>An endpoint of its own for replays, empty at first, with a fresh chain of edges before it for each request.</summary>
internal sealed class ScratchEndpoint : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly OpenConnections _connections = new();
    private readonly MemoryStore _store = new();
    private readonly ReplayClock _clock = new();
    private S3Server _server = null!;
    private volatile VoyageLog? _voyages;

    private ScratchEndpoint()
    {
    }

    /// <summary>Starts one.</summary>
    public static async Task<ScratchEndpoint> StartAsync(SigningCredentials credentials, string region, CancellationToken cancellationToken)
    {
        var scratch = new ScratchEndpoint();
        scratch._server = await S3Server.StartAsync(
            new S3ServerOptions
            {
                Store = scratch._store,
                Credentials = [credentials],
                Region = region,
                CreateBucketsOnFirstUse = true,
                Time = scratch._clock,
                OnArrival = arrival => scratch._voyages?.Record(arrival),
            },
            cancellationToken).ConfigureAwait(false);
        return scratch;
    }

    /// <summary>Sends a request through edges and waits until its voyage is whole; not two at once.</summary>
    /// <returns>The voyage, as far as it came when nothing moves any more; null when there is no record at all.</returns>
    public async Task<Voyage?> SendAsync(
        IReadOnlyList<EdgeProfile> edges, Hold hold, CapturedRequest request, byte[] head, CancellationToken cancellationToken)
    {
        _clock.Now = request.Time;
        var voyages = _voyages = new VoyageLog(mostKept: 1, onVoyage: null);
        var options = new RelayOptions { Holds = HoldSchedule.Always(hold), Connect = Dial.To(_server.EndPoint) };
        var whole = voyages.FindAsync(_ => true, cancellationToken);
        var client = new EdgeChain(edges, isOutermost: true, options, voyages, _connections).Open();
        await using (client.ConfigureAwait(false))
        {
            var reading = DrainAsync(client, cancellationToken);
            try
            {
                await client.WriteAsync(head, cancellationToken).ConfigureAwait(false);
                await request.WriteBodyToAsync(client, cancellationToken).ConfigureAwait(false);
                return await whole.WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception end) when (end is TimeoutException or IOException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
            {
                // Refused before its end, or never answered.
                await Task.WhenAny(whole, reading.WaitAsync(Patience, cancellationToken)).ConfigureAwait(false);
                voyages.Close();
                return voyages.Snapshot() is [var known, ..] ? known : null;
            }
        }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _connections.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task DrainAsync(Stream answer, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await answer.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
        }
    }
}
