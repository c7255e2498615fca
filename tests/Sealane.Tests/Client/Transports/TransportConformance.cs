using System.Net.Sockets;
using System.Text;
using Sealane.Signing.Requests;
using Sealane.Transport;

namespace Sealane.Tests.Client.Transports;

/// <summary>What every transport must do; each runs all of it, against raw sockets.</summary>
public abstract class TransportConformance(TransportKind kind)
{
    internal const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_one_after_the_other_use_one_connection()
    {
        await using var server = new RawServer(Forever(Ok));
        using var transport = Make();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("200 ok", await GetAsync(transport, server));
        }

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;ext=\"1\"\r\n world\r\n0\r\nx-trailer: 1\r\nx-other: 2\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nB\r\nhello world\r\n000\r\n\r\n")]
    [InlineData("Content-Length: 11\r\n\r\nhello world")]
    [InlineData("Content-Length: 11\r\nContent-Length: 11\r\n\r\nhello world")]
    public async Task A_body_ends_where_its_framing_says_and_the_connection_goes_on(string rest)
    {
        await using var server = new RawServer(Forever("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n" + rest));
        using var transport = Make();
        Assert.Equal("200 hello world", await GetAsync(transport, server));
        Assert.Equal("200 hello world", await GetAsync(transport, server));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello world")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 11\r\n\r\nhello world")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nB\r\nhello world\r\n0\r\n\r\n")]
    public async Task A_connection_that_ends_with_its_answer_is_not_used_again(string answer)
    {
        await using var server = new RawServer(Once(answer));
        using var transport = Make();
        Assert.Equal("200 hello world", await GetAsync(transport, server));
        Assert.Equal("200 hello world", await GetAsync(transport, server));
        Assert.Equal(2, server.Connections);
    }

    [Theory]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "200 ")]
    [InlineData("HEAD", "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n", "404 ")]
    [InlineData("DELETE", "HTTP/1.1 204 No Content\r\n\r\n", "204 ")]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n", "304 ")]
    public async Task Some_answers_have_no_body_whatever_they_say(string method, string answer, string expected)
    {
        await using var server = new RawServer(Forever(answer));
        using var transport = Make();
        Assert.Equal(expected, await GetAsync(transport, server, method));
        Assert.Equal(expected, await GetAsync(transport, server, method));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Every_field_comes_in_as_it_is_one_char_a_byte()
    {
        await using var server = new RawServer(Forever("HTTP/1.1 200 OK\r\nx-amz-meta-a: K\u00e4the  a\r\nX-Twice: 1\r\nx-twice:2 \r\nEmpty:\r\nETag: \"e\"\r\nContent-Length: 0\r\n\r\n"));
        using var transport = Make();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await SendAsync(transport, server, "GET");
            Assert.Equal(("K\u00e4the  a", "1", "", "\"e\"", 0L), (answer.Value("x-amz-meta-a"), answer.Value("x-twice"), answer.Value("empty"), answer.Value("etag"), answer.Length));
            Assert.Equal(2, answer.Fields.Count(field => field.Is("x-twice")));
        }
    }

    [Fact]
    public async Task A_connection_that_was_closed_while_it_rested_is_not_used()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async visit =>
        {
            await visit.HeadAsync();
            await visit.SayAsync(Ok);
            if (visit.Number == 1)
            {
                visit.Socket.Shutdown(SocketShutdown.Both);
                closed.SetResult();
            }

            await visit.HeadAsync();
        });
        using var transport = Make();
        Assert.Equal("200 ok", await GetAsync(transport, server));
        await closed.Task;
        Assert.Equal("200 ok", await PutAsync(transport, server, 10));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_request_without_a_body_that_meets_a_closing_connection_is_sent_once_more()
    {
        await using var server = new RawServer(async visit =>
        {
            await visit.HeadAsync();
            await visit.SayAsync(Ok);
            await visit.HeadAsync();
        });
        using var transport = Make();
        Assert.Equal("200 ok", await GetAsync(transport, server));
        Assert.Equal("200 ok", await GetAsync(transport, server));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_body_that_meets_a_closing_connection_is_left_to_the_sender()
    {
        await using var server = new RawServer(async visit =>
        {
            await visit.HeadAsync();
            await visit.SayAsync(Ok);
            await visit.HeadAsync();
            await visit.ReadAsync(10);
        });
        using var transport = Make();
        Assert.Equal("200 ok", await GetAsync(transport, server));
        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync(transport, server, 10));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 O")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n")]
    public async Task A_head_that_is_cut_off_is_a_broken_connection(string answer)
    {
        await using var server = new RawServer(Once(answer));
        using var transport = Make();
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(transport, server));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123456789")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n12345\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n12345\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n12345\r\n0\r\n\r\n")]
    public async Task A_body_that_is_cut_off_or_badly_framed_is_never_taken_for_whole(string answer)
    {
        await using var server = new RawServer(Once(answer));
        using var transport = Make();
        await Assert.ThrowsAnyAsync<IOException>(() => GetAsync(transport, server));
    }

    [Fact]
    public async Task Sixteen_at_a_time_need_no_more_than_sixteen_connections()
    {
        await using var server = new RawServer(Forever(Ok));
        using var transport = Make();
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => GetAsync(transport, server))));
        }

        Assert.InRange(server.Connections, 1, 16);
    }

    [Theory]
    [InlineData("GET", 0)]
    [InlineData("PUT", 200_000_000)]
    public async Task Cancelling_ends_the_wait_for_an_answer_and_the_sending_of_a_body_that_nobody_takes(string method, int length)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async visit =>
        {
            await visit.HeadAsync();
            arrived.SetResult();
            await visit.HangAsync();
        });
        using var transport = Make();
        using var cancel = new CancellationTokenSource();
        var sending = Task.Run(() => SendAsync(transport, server, method, length == 0 ? null : Bytes(length), cancel.Token), Cancellation);
        await arrived.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Cancelling_ends_the_reading_of_a_body_that_does_not_come()
    {
        await using var server = new RawServer(async visit =>
        {
            await visit.HeadAsync();
            await visit.SayAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhello");
            await visit.HangAsync();
        });
        using var transport = Make();
        using var cancel = new CancellationTokenSource();
        using var answer = await SendAsync(transport, server, "GET", null, cancel.Token);
        var buffer = new byte[50_000];
        Assert.Equal(5, await answer.Body.ReadAsync(buffer, cancel.Token));
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = Task.Run(
            async () =>
            {
                started.SetResult();
                return await answer.Body.ReadAsync(buffer, cancel.Token);
            },
            Cancellation);
        await started.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_body_can_be_read_synchronously()
    {
        await using var server = new RawServer(async visit =>
        {
            while (await visit.HeadAsync() is not null)
            {
                await visit.SayAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (var i = 0; i < 20; i++)
                {
                    await visit.SayAsync("2710\r\n");
                    await visit.SayAsync(new byte[10_000]);
                    await visit.SayAsync("\r\n");
                }

                await visit.SayAsync("0\r\n\r\n");
            }
        });
        using var transport = Make();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await SendAsync(transport, server, "GET");
            var copy = new MemoryStream();
            await Task.Run(() => answer.Body.CopyTo(copy), Cancellation);
            Assert.Equal(200_000, copy.Length);
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_that_accepts_and_says_nothing_in_TLS_is_given_up_in_time()
    {
        await using var server = new RawServer(visit => visit.HangAsync());
        using var transport = Make(options => options with { ConnectTimeout = TimeSpan.FromMilliseconds(100) });
        var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(transport, "https", server.Host, "GET"));
        Assert.IsType<TimeoutException>(fault.InnerException);
    }

    [Theory]
    [InlineData("x-amz-meta-a", "1\r\nEvil: 2")]
    [InlineData("x-amz-meta-a", "1\n")]
    [InlineData("x y", "1")]
    [InlineData("", "1")]
    public async Task What_would_begin_another_line_is_refused(string name, string value)
    {
        await using var server = new RawServer(Forever(Ok));
        using var transport = Make();
        var head = new RequestHead("GET", "/", [new("Host", server.Host), new(name, value)]);
        await Assert.ThrowsAsync<ArgumentException>(async () => await transport.SendAsync("http", head, null, Cancellation));
        Assert.Equal("200 ok", await GetAsync(transport, server));
    }

    [Fact]
    public async Task A_source_that_fails_comes_out_as_itself_or_as_the_cause()
    {
        await using var server = new RawServer(Forever(Ok));
        using var transport = Make();
        var broken = new OutgoingBody(10, (_, _) => throw new InvalidDataException("the source"));
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(transport, server, "PUT", broken));
        Assert.Contains("the source", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal("200 ok", await GetAsync(transport, server));
    }

    internal ITransport Make(Func<S3ClientOptions, S3ClientOptions>? with = null)
    {
        var options = new S3ClientOptions { Region = "us-east-1", Proxy = ProxyRules.None, Transport = kind };
        return (with?.Invoke(options) ?? options).MakeTransport();
    }

    internal static async Task<string> GetAsync(ITransport transport, RawServer server, string method = "GET")
    {
        using var answer = await SendAsync(transport, server, method);
        return await TextAsync(answer);
    }

    internal static async Task<string> PutAsync(ITransport transport, RawServer server, int length)
    {
        using var answer = await SendAsync(transport, server, "PUT", Bytes(length));
        return await TextAsync(answer);
    }

    internal static Task<Answer> SendAsync(
        ITransport transport, RawServer server, string method, OutgoingBody? body = null, CancellationToken cancellationToken = default) =>
        SendAsync(transport, server.Scheme, server.Host, method, body, cancellationToken);

    internal static async Task<Answer> SendAsync(
        ITransport transport, string scheme, string host, string method, OutgoingBody? body = null, CancellationToken cancellationToken = default)
    {
        var fields = new List<HeaderField> { new("Host", host) };
        if (body is { Length: { } length })
        {
            fields.Add(new("Content-Length", $"{length}"));
        }

        return await transport.SendAsync(scheme, new RequestHead(method, "/", fields), body, cancellationToken);
    }

    // In pieces, as the sender writes.
    internal static OutgoingBody Bytes(int length) => new(length, async (wire, cancellationToken) =>
    {
        var piece = new byte[256 * 1024];
        for (var left = length; left > 0;)
        {
            var count = Math.Min(left, piece.Length);
            await wire.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            left -= count;
        }
    });

    internal static Func<Visit, Task> Forever(string answer) => async visit =>
    {
        while (await visit.HeadAsync() is not null)
        {
            await visit.SayAsync(answer);
        }
    };

    internal static Func<Visit, Task> Once(string answer) => async visit =>
    {
        await visit.HeadAsync();
        await visit.SayAsync(answer);
        visit.Socket.Shutdown(SocketShutdown.Send);
        await visit.HeadAsync();
    };

    private static async Task<string> TextAsync(Answer answer)
    {
        var text = new MemoryStream();
        await answer.Body.CopyToAsync(text, Cancellation);
        return $"{answer.Status} {Encoding.Latin1.GetString(text.ToArray())}";
    }
}

public sealed class HttpTransportTests() : TransportConformance(TransportKind.HttpClient);

public sealed class AsynchronousSocketTests() : SocketTransportTests(TransportKind.Sockets);

public sealed class BlockingSocketTests() : SocketTransportTests(TransportKind.BlockingSockets);
