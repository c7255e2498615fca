using System.Security.Authentication;
using Sealane.Lab.Names;
using Sealane.Transport;

namespace Sealane.Tests.Client.Transports;

/// <summary>Whom a transport trusts over TLS.</summary>
public abstract class TrustConformance(TransportKind kind) : IDisposable
{
    private readonly CertificateAuthority _authority = new(TimeProvider.System);

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_server_is_trusted_whose_certificate_is_for_the_name_or_the_address_that_was_asked_for(string host)
    {
        await using var server = Serving(host);
        Assert.Equal("200 ok", await GetAsync(server, host, _authority));
    }

    [Theory]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("bucket.localhost", "localhost")]
    public async Task A_certificate_for_another_host_is_refused(string issued, string asked)
    {
        await using var server = Serving(issued);
        await AssertRefusedAsync(() => GetAsync(server, asked, _authority));
    }

    [Fact]
    public async Task A_certificate_of_an_authority_that_is_not_trusted_is_refused()
    {
        using var other = new CertificateAuthority(TimeProvider.System);
        await using var server = Serving("localhost");
        await AssertRefusedAsync(() => GetAsync(server, "localhost", other));
        await AssertRefusedAsync(() => GetAsync(server, "localhost", trusted: null));
    }

    [Fact]
    public async Task What_speaks_no_TLS_is_refused()
    {
        await using var server = new RawServer(async visit => await visit.SayAsync(TransportConformance.Ok));
        await AssertRefusedAsync(() => GetAsync(server, "localhost", _authority));
    }

    [Fact]
    public async Task A_server_that_closes_amid_the_handshake_may_be_tried_again()
    {
        await using var server = new RawServer(visit =>
        {
            visit.Socket.Close(0);
            return Task.CompletedTask;
        });
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(server, "localhost", _authority));
        Assert.IsNotType<AuthenticationException>(fault.InnerException);
    }

    public void Dispose()
    {
        _authority.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task AssertRefusedAsync(Func<Task> talk)
    {
        var fault = await Assert.ThrowsAsync<HttpRequestException>(talk);
        Assert.Equal(HttpRequestError.SecureConnectionError, fault.HttpRequestError);
        Assert.IsType<AuthenticationException>(fault.InnerException);
    }

    private RawServer Serving(string host) => new(TransportConformance.Forever(TransportConformance.Ok), _authority, host);

    private async Task<string> GetAsync(RawServer server, string host, CertificateAuthority? trusted)
    {
        using var bundle = trusted is null ? null : new AuthorityFile(trusted);
        using var transport = new S3ClientOptions { Region = "us-east-1", Proxy = ProxyRules.None, Transport = kind, CaBundle = bundle?.Path }.MakeTransport();
        using var answer = await TransportConformance.SendAsync(transport, "https", $"{host}:{server.Port}", "GET");
        using var reader = new StreamReader(answer.Body);
        return $"{answer.Status} {await reader.ReadToEndAsync(TestContext.Current.CancellationToken)}";
    }
}

public sealed class HttpTrustTests() : TrustConformance(TransportKind.HttpClient);

public sealed class AsynchronousSocketTrustTests() : TrustConformance(TransportKind.Sockets);

public sealed class BlockingSocketTrustTests() : TrustConformance(TransportKind.BlockingSockets);
