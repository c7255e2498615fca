using Sealane.Lab.Names;
using Sealane.Transport;
using Sealane.Transport.Sockets;

namespace Sealane.Tests.Client.Transports;

/// <summary>What the transport on sockets does besides, and .NET's own stack does otherwise or leaves open.</summary>
public abstract class SocketTransportTests(TransportKind kind) : TransportConformance(kind)
{
    private const string Refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno";

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2p1\r\n\r\n", "no status line of HTTP/1")]
    [InlineData("HTTP/2 200\r\n\r\n", "no status line of HTTP/1")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n", "no status line of HTTP/1")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n", "no status line of HTTP/1")]
    [InlineData("\r\nHTTP/1.1 200 OK\r\n\r\n", "begins with an empty line")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 0\n\n", "does not end with CR LF")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n", "is no field")]
    [InlineData("HTTP/1.1 200 OK\r\nA: 1\r\n folded\r\nContent-Length: 0\r\n\r\n", "is no field")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "is no field")]
    [InlineData("HTTP/1.1 200 OK\r\nA: 1\0\r\n\r\n", "control character")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12", "Content-Length")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "Content-Length")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "both Content-Length and Transfer-Encoding")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding")]
    [InlineData("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding")]
    public async Task What_is_no_answer_is_refused_in_words(string answer, string why)
    {
        await using var server = new RawServer(Once(answer));
        using var transport = Make();
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(transport, server));
        Assert.Equal(HttpRequestError.InvalidResponse, fault.HttpRequestError);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_without_end_is_given_up()
    {
        await using var server = new RawServer(Once("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat("x-filler: 0123456789\r\n", 4000))));
        using var transport = Make();
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(transport, server));
        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, fault.HttpRequestError);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_that_comes_while_the_body_is_sent_is_read_and_spares_the_rest(bool secure)
    {
        using var authority = new CertificateAuthority(TimeProvider.System);
        using var bundle = new AuthorityFile(authority);
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(
            async visit =>
            {
                await visit.HeadAsync();
                await visit.ReadAsync(300_000);
                await visit.SayAsync(Refusal);
                refused.SetResult();
                await visit.HangAsync();
            },
            secure ? authority : null);
        using var transport = Make(options => options with { CaBundle = bundle.Path });
        var written = 0;
        var body = new OutgoingBody(1_000_000_000, async (wire, cancellationToken) =>
        {
            var piece = new byte[100_000];
            for (var i = 0; i < 10_000; i++)
            {
                await wire.WriteAsync(piece, cancellationToken);
                if (++written == 5)
                {
                    await refused.Task;
                }
            }
        });
        using var answer = await SendAsync(transport, server, "PUT", body);
        Assert.Equal(403, answer.Status);

        // The refusal may be there before the fifth piece is.
        Assert.InRange(written, 3, 20);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_that_comes_with_the_end_of_the_connection_is_read(bool secure)
    {
        using var authority = new CertificateAuthority(TimeProvider.System);
        using var bundle = new AuthorityFile(authority);
        await using var server = new RawServer(
            async visit =>
            {
                await visit.HeadAsync();
                await visit.SayAsync(Refusal);
            },
            secure ? authority : null);
        using var transport = Make(options => options with { CaBundle = bundle.Path });
        using var answer = await SendAsync(transport, server, "PUT", Bytes(100_000_000));
        Assert.Equal(403, answer.Status);
    }

    [Fact]
    public async Task A_success_that_comes_early_is_kept_until_the_body_is_sent()
    {
        var said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async visit =>
        {
            await visit.HeadAsync();
            await visit.SayAsync(Ok);
            said.SetResult();
            await visit.ReadAsync(1_000_000);
            await visit.HeadAsync();
            await visit.SayAsync(Ok);
        });
        using var transport = Make();
        var body = new OutgoingBody(1_000_000, async (wire, cancellationToken) =>
        {
            await Bytes(500_000).Write(wire, cancellationToken);
            await said.Task;
            await Bytes(500_000).Write(wire, cancellationToken);
        });
        using (var answer = await SendAsync(transport, server, "PUT", body))
        {
            Assert.Equal(200, answer.Status);
            await answer.Body.CopyToAsync(Stream.Null);
        }

        Assert.Equal("200 ok", await GetAsync(transport, server));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Large_bodies_go_both_ways_over_TLS_on_one_connection()
    {
        using var authority = new CertificateAuthority(TimeProvider.System);
        using var bundle = new AuthorityFile(authority);
        var bytes = new byte[3_000_001];
        new Random(1).NextBytes(bytes);
        await using var server = new RawServer(
            async visit =>
            {
                while (await visit.HeadAsync() is { } head)
                {
                    await visit.ReadAsync(head.StartsWith("PUT", StringComparison.Ordinal) ? 3_000_001 : 0);
                    await visit.SayAsync($"HTTP/1.1 200 OK\r\nContent-Length: {bytes.Length}\r\n\r\n");
                    await visit.SayAsync(bytes);
                }
            },
            authority);
        using var transport = Make(options => options with { CaBundle = bundle.Path });
        for (var i = 0; i < 3; i++)
        {
            using var answer = await SendAsync(transport, server, "PUT", Bytes(3_000_001));
            var back = new MemoryStream();
            await answer.Body.CopyToAsync(back);
            Assert.Equal(bytes, back.ToArray());
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_reset_amid_a_body_without_a_length_is_never_its_end_over_TLS()
    {
        using var authority = new CertificateAuthority(TimeProvider.System);
        using var bundle = new AuthorityFile(authority);
        await using var server = new RawServer(
            async visit =>
            {
                await visit.HeadAsync();
                await visit.SayAsync("HTTP/1.1 200 OK\r\n\r\n");
                await visit.SayAsync(new byte[100_000]);
                visit.Socket.Close(0);
            },
            authority);
        using var transport = Make(options => options with { CaBundle = bundle.Path });
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var answer = await SendAsync(transport, server, "GET");
            await answer.Body.CopyToAsync(Stream.Null);
        });
    }

    [Fact]
    public async Task A_body_that_is_left_unread_costs_its_connection_only_when_it_is_long()
    {
        await using var server = new RawServer(async visit =>
        {
            while (await visit.HeadAsync() is not null)
            {
                await visit.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + new string('x', 1000));
            }
        });
        using var transport = Make();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await SendAsync(transport, server, "GET");
            await answer.Body.ReadExactlyAsync(new byte[1]);
        }

        Assert.Equal(1, server.Connections);

        await using var generous = new RawServer(Forever("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n"));
        (await SendAsync(transport, generous, "GET")).Dispose();
        (await SendAsync(transport, generous, "GET")).Dispose();
        Assert.Equal(2, generous.Connections);
    }

    [Fact]
    public async Task Bytes_that_nobody_asked_for_end_a_connection()
    {
        await using var server = new RawServer(Forever(Ok + Ok));
        using var transport = Make();
        Assert.Equal("200 ok", await GetAsync(transport, server));
        Assert.Equal("200 ok", await GetAsync(transport, server));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_connection_rests_a_minute_and_lives_five()
    {
        var clock = new Watch();
        await using var server = new RawServer(Forever(Ok));
        using var transport = Make(options => options with { TimeProvider = clock });
        foreach (var (seconds, connections) in ((int, int)[])[(0, 1), (59, 1), (59, 1), (61, 2), (59, 2), (59, 2), (59, 2), (59, 2), (59, 2), (59, 3)])
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal("200 ok", await GetAsync(transport, server));
            Assert.Equal(connections, server.Connections);
        }
    }

    [Fact]
    public async Task A_name_is_tried_at_each_of_its_addresses()
    {
        // localhost is ::1 as well on many machines; nothing listens there.
        await using var server = new RawServer(Forever(Ok));
        using var transport = Make();
        using var answer = await SendAsync(transport, "http", server.Host.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), "GET");
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_said_to_be_so()
    {
        using var transport = Make();
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(transport, "http", "no-such-host.invalid", "GET"));
        Assert.Equal(HttpRequestError.NameResolutionError, fault.HttpRequestError);
    }

    [Fact]
    public void A_proxy_that_is_spoken_to_otherwise_is_left_to_the_other_transport()
    {
        using var direct = Make();
        Assert.IsType<SocketTransport>(direct);
        using var socks = Make(options => options with { Proxy = ProxyRules.For(new Uri("socks5://127.0.0.1:1")) });
        Assert.IsType<HttpTransport>(socks);
    }

    /// <summary>A stopwatch that stands still until it is moved.</summary>
    private sealed class Watch : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
