using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sealane.Server;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Server;

public sealed class S3ServerTests
{
    [Fact]
    public async Task A_port_in_use_is_a_clear_sentence()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync();
        IOException refused = await Assert.ThrowsAsync<IOException>(
            () => S3Server.StartAsync(new() { Listen = endpoint.Server.EndPoint }));
        Assert.Contains($"Port {endpoint.Server.EndPoint.Port} on 127.0.0.1 is in use by another program.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_is_served_with_the_certificate_of_the_name_that_was_asked_for()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=box.test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var asked = new List<string?>();
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync(options => options with
        {
            Tls = name =>
            {
                asked.Add(name);
                return new() { ServerCertificate = certificate };
            },
        });
        Assert.Equal("https", endpoint.Server.Uri.Scheme);
        using var client = await endpoint.ConnectAsync();
        await using var tls = new SslStream(client.GetStream(), false, (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString());
        await tls.AuthenticateAsClientAsync("box.test");
        await tls.WriteAsync(MessageHead.OfRequest(endpoint.Sign(endpoint.Head("GET", "/box/k"), PayloadHash.EmptySha256).Head).ToBytes());
        Assert.Equal("NoSuchKey", (await RawAnswer.ReadAsync(tls, isHead: false)).Answer.Error.Code);
        Assert.Equal(["box.test"], asked);
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_client_that_sends_nothing()
    {
        TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        using var client = await endpoint.ConnectAsync();
        await client.GetStream().WriteAsync("PUT /box/k HTTP/1.1\r\n"u8.ToArray());
        await endpoint.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void No_secret_is_printed_with_the_options()
    {
        var options = new S3ServerOptions { Credentials = [TestEndpoint.Key] };
        Assert.DoesNotContain(TestEndpoint.Key.SecretAccessKey, options.ToString(), StringComparison.Ordinal);
    }
}
