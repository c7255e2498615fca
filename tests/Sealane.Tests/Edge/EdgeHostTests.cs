using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sealane.Edge;
using Sealane.Edge.Relay;

namespace Sealane.Tests.Edge;

public sealed class EdgeHostTests
{
    [Fact]
    public async Task A_client_that_leaves_amid_its_body_takes_the_request_with_it_and_leaves_a_record()
    {
        var left = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = Origin.Start(async (peer, _) =>
        {
            await peer.HeadAsync();
            left.SetResult(await peer.ToEndAsync());
        });
        var recorded = new TaskCompletionSource<Sealane.Signing.Journey.Hop>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var route = await Route.ToAsync(origin, options => options with { OnHop = recorded.SetResult });

        await route.Client.SendAsync("PUT / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
        route.Client.EndSending();

        Assert.Equal("half", await left.Task);
        Assert.Null((await recorded.Task).Answer);
        Assert.True(await route.Client.IsAtEndAsync());
    }

    [Fact]
    public async Task Stopping_an_edge_cuts_off_a_request_that_nobody_answers()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var origin = Origin.Start(async (peer, _) =>
        {
            await peer.HeadAsync();
            arrived.SetResult();
            await peer.ToEndAsync();
        });
        await using var route = await Route.ToAsync(origin);

        await route.Client.SendAsync("GET / HTTP/1.1\r\n\r\n");
        await arrived.Task;
        await route.Edge.DisposeAsync();

        Assert.Null(route.Hop.Answer);
    }

    [Fact]
    public async Task A_relay_over_a_stream_ends_when_it_is_cancelled()
    {
        var (client, downstream) = await Route.PairAsync();
        await using var peer = client;
        await using var stream = downstream;
        using var cut = new CancellationTokenSource();
        var relaying = new EdgeRelay(new RelayOptions { Connect = (_, _) => throw new IOException("not here") }).RunAsync(stream, null, cut.Token);

        await cut.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => relaying);
    }

    [Fact]
    public async Task An_edge_with_a_certificate_speaks_TLS_for_the_name_that_the_client_asks_for()
    {
        using var certificate = SelfSigned("bucket.s3-accelerate.amazonaws.com");
        var asked = "";
        await using var origin = Origin.Answering();
        await using var edge = await EdgeHost.StartAsync(new EdgeOptions
        {
            Connect = Dial.To(origin.EndPoint),
            Certificate = name =>
            {
                asked = name;
                return certificate;
            },
        });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(edge.EndPoint);
        await using var tls = new SslStream(new NetworkStream(socket), false, (_, shown, _, _) => shown!.GetCertHashString() == certificate.GetCertHashString());
        await tls.AuthenticateAsClientAsync("bucket.s3-accelerate.amazonaws.com");
        await using var peer = new Peer(tls);

        await peer.SendAsync("GET / HTTP/1.1\r\n\r\n");

        Assert.EndsWith("ok", await peer.MessageAsync(), StringComparison.Ordinal);
        Assert.Equal("bucket.s3-accelerate.amazonaws.com", asked);
    }

    [Fact]
    public async Task An_edge_listens_on_loopback_alone()
    {
        var options = new EdgeOptions { Connect = Dial.To(new IPEndPoint(IPAddress.Loopback, 1)), Listen = new IPEndPoint(IPAddress.Any, 0) };

        Assert.Contains("loopback only", (await Assert.ThrowsAsync<ArgumentException>(() => EdgeHost.StartAsync(options))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_said_to_be()
    {
        await using var origin = Origin.Answering();
        var options = new EdgeOptions { Connect = Dial.To(origin.EndPoint), Listen = origin.EndPoint };

        Assert.Contains("address already in use", (await Assert.ThrowsAsync<IOException>(() => EdgeHost.StartAsync(options))).Message, StringComparison.Ordinal);
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
