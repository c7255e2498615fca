using System.Net;
using System.Net.Sockets;
using System.Text;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;
using Sealane.Lab.Names;
using Sealane.Lab.Proxy;
using Sealane.Lab.Voyages;
using Sealane.Signing.Journey;
using Refusal = Sealane.Lab.Proxy.Refusal;

namespace Sealane.Tests.Lab.Proxy;

/// <summary>The lab's way in, in front of an origin that echoes.</summary>
internal sealed class ProxyBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sealane-tests-").FullName;
    private readonly CertificateAuthority _authority = new(TimeProvider.System);
    private readonly VoyageLog _voyages = new(100, null);
    private readonly RefusalLog _refusals = new(TimeProvider.System, null);
    private LabProxy _proxy = null!;

    public EchoOrigin Origin { get; private set; } = null!;

    public int Port => _proxy.EndPoint.Port;

    public string AuthorityFile => Path.Combine(_folder, "ca.pem");

    public IReadOnlyList<Refusal> Refusals => _refusals.Snapshot();

    public LabDial Dial => new(_proxy.EndPoint, _authority);

    public static async Task<ProxyBench> StartAsync(params string[] chain)
    {
        var bench = new ProxyBench { Origin = await EchoOrigin.StartAsync() };
        await File.WriteAllTextAsync(bench.AuthorityFile, bench._authority.ToPem());
        bench._proxy = LabProxy.Start(
            new IPEndPoint(IPAddress.Loopback, 0),
            new LeafCache(bench._authority),
            _ => [.. chain.Select(EdgeProfile.Find)],
            new RelayOptions { Connect = Dial(bench.Origin.EndPoint) },
            bench._voyages,
            bench._refusals);
        return bench;

        static Func<UpstreamRequest, CancellationToken, ValueTask<Stream>> Dial(EndPoint origin) => Sealane.Edge.Relay.Dial.To(origin);
    }

    /// <summary>The voyages, after every connection has ended. The origin reports no arrivals, so what waits for one is closed.</summary>
    public async Task<IReadOnlyList<Voyage>> VoyagesAsync()
    {
        await _proxy.WhenIdleAsync(TestContext.Current.CancellationToken);
        _voyages.Close();
        return _voyages.Snapshot();
    }

    /// <summary>What comes back for these bytes until the other side closes.</summary>
    public async Task<string> SayAsync(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        return await SayAsync(client.GetStream(), text);
    }

    public static async Task<string> SayAsync(Stream stream, string text)
    {
        await using (stream)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")));
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await Origin.DisposeAsync();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
