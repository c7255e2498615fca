using System.Net;
using Sealane.Doctor.Probing;
using Sealane.Edge;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Probing;
using Sealane.Server;
using Sealane.Signing.Keys;

namespace Sealane.Tests.Lab.Probing;

/// <summary>An endpoint behind edges, probed as a stranger's would be.</summary>
internal sealed class ProbedWay : IAsyncDisposable
{
    public static readonly SigningCredentials Key = new("AKIAPROBEDWAY0EXAMPLE", "probed+way/secret/opens+nothing/EXAMPLEKEY");

    private readonly Stack<IAsyncDisposable> _parts = new();

    private ProbedWay()
    {
    }

    public IPEndPoint Front { get; private set; } = null!;

    public ProbeTarget Target { get; private set; } = null!;

    public IReadOnlyList<ProbeOutcome> Beginning { get; private set; } = [];

    public WayProbe Probe { get; private set; } = null!;

    public static async Task<ProbedWay> StartAsync(EdgeProfile? profile = null, bool withSecret = false, string? keyId = null, bool ownRegion = false, CancellationToken cancellationToken = default)
    {
        var way = new ProbedWay();
        var endpoint = way.Owning(await S3Server.StartAsync(new S3ServerOptions { Credentials = [Key], CreateBucketsOnFirstUse = !ownRegion }, cancellationToken));
        way.Front = endpoint.EndPoint;
        if (profile is not null)
        {
            way.Front = way.Owning(await EdgeHost.StartAsync(new EdgeOptions { Profile = profile, Connect = Dial.To(endpoint.EndPoint) }, cancellationToken)).EndPoint;
        }

        var url = new Uri($"http://{way.Front}/");
        way.Target = new ProbeTarget { Url = url, Bucket = "probed", AccessKeyId = keyId ?? Key.AccessKeyId, Region = "us-east-1", Credentials = withSecret ? Key : null };
        way.Probe = new WayProbe(new ProbeRoute { Url = url }, TimeProvider.System) { Pause = TimeSpan.Zero };
        return way;
    }

    /// <summary>All probes, the plain one first.</summary>
    public async Task<IReadOnlyList<ProbeOutcome>> SendAllAsync(CancellationToken cancellationToken)
    {
        (Target, Beginning) = await Probe.BeginAsync(Target, cancellationToken);
        var plain = Beginning[^1];
        List<ProbeOutcome> outcomes = [plain];
        await foreach (var outcome in Probe.SendAllAsync(ProbeTable.Rows.Skip(1), plain, Target, cancellationToken))
        {
            outcomes.Add(outcome);
        }

        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private T Owning<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
