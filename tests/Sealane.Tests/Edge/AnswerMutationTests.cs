namespace Sealane.Tests.Edge;

/// <summary>What mutations make of answers, over real sockets.</summary>
public sealed class AnswerMutationTests
{
    private const string Object = "HTTP/1.1 200 OK\r\nETag: \"e\"\r\nAccept-Ranges: bytes\r\nContent-Type: text/xml\r\nContent-Length: 10\r\n\r\n0123456789";
    private const string Streamed = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\nx-sum: 7\r\n\r\n";
    private const string Error = "HTTP/1.1 503 Slow Down\r\nx-amz-request-id: R1\r\nContent-Type: application/xml\r\nContent-Length: 8\r\n\r\n<Error/>";
    private const string Get = "GET /k HTTP/1.1\r\nHost: front:81\r\nAccept-Encoding: gzip\r\nRange: bytes=2-4\r\nIf-None-Match: \"d\", W/\"e\"\r\n\r\n";

    [Theory]
    [InlineData("weaken-etag", Object, "HTTP/1.1 200 OK\r\nETag: W/\"e\"\r\nAccept-Ranges: bytes\r\nContent-Type: text/xml\r\nContent-Length: 10\r\n\r\n0123456789")]
    [InlineData("slice-answer", Object, "HTTP/1.1 206 Partial Content\r\nETag: \"e\"\r\nAccept-Ranges: bytes\r\nContent-Type: text/xml\r\nContent-Length: 3\r\nContent-Range: bytes 2-4/10\r\n\r\n234")]
    [InlineData("slice-answer", "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 1-8/100\r\nContent-Length: 8\r\n\r\n12345678", "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-4/100\r\nContent-Length: 3\r\n\r\n234")]
    [InlineData("slice-answer", Error, Error)]
    [InlineData("answer-not-modified", Object, "HTTP/1.1 304 Not Modified\r\nETag: \"e\"\r\nAccept-Ranges: bytes\r\n\r\n")]
    [InlineData("\"name\": \"replace-error-page\", \"page\": \"<p>no</p>\"", Error, "HTTP/1.1 503 Slow Down\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>no</p>")]
    [InlineData("replace-error-page", Object, Object)]
    [InlineData("rewrite-reason", Error, "HTTP/1.1 503 Service Unavailable\r\nx-amz-request-id: R1\r\nContent-Type: application/xml\r\nContent-Length: 8\r\n\r\n<Error/>")]
    [InlineData("reframe-answer", Object, "HTTP/1.1 200 OK\r\nETag: \"e\"\r\nAccept-Ranges: bytes\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\na\r\n0123456789\r\n0\r\n\r\n")]
    [InlineData("\"name\": \"reframe-answer\", \"to\": \"length\"", Streamed, "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello, world")]
    [InlineData("\"name\": \"reframe-answer\", \"to\": \"close\"", Streamed, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello, world")]
    [InlineData("drop-answer-trailers", Streamed, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n")]
    [InlineData("rewrite-location", "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://b.s3.us-west-2.example/k%2F?a\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://front:81/k%2F?a\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("\"name\": \"rewrite-location\", \"to\": \"https://f\"", "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://b/\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 307 Temporary Redirect\r\nLocation: https://f/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("\"name\": \"add-header\", \"header\": \"Server\", \"value\": \"nginx\", \"on\": \"answer\"", "HTTP/1.1 204 No Content\r\nserver: AmazonS3\r\n\r\n", "HTTP/1.1 204 No Content\r\nserver: nginx\r\n\r\n")]
    [InlineData("\"name\": \"add-header\", \"header\": \"X-Cache\", \"value\": \"MISS from {host}\", \"on\": \"answer\"", "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 204 No Content\r\nX-Cache: MISS from front:81\r\n\r\n")]
    [InlineData("\"name\": \"strip-hop-by-hop\", \"on\": \"answer\"", "HTTP/1.1 204 No Content\r\nKeep-Alive: 5\r\nA: b\r\n\r\n", "HTTP/1.1 204 No Content\r\nA: b\r\n\r\n")]
    [InlineData("pass-through-http2", Error, "HTTP/1.1 503 \r\nx-amz-request-id: R1\r\ncontent-type: application/xml\r\ncontent-length: 8\r\n\r\n<Error/>")]
    public async Task An_answer_goes_back_so(string mutation, string came, string went)
    {
        await using var origin = Origin.Answering(came);
        await using var route = await BodyMutationTests.RouteAsync(origin, mutation);

        for (var i = 0; i < (went.Contains("close", StringComparison.Ordinal) ? 1 : 2); i++)
        {
            Assert.Equal(went, went.Contains(" 304 ", StringComparison.Ordinal) || went.Contains(" 204 ", StringComparison.Ordinal)
                ? await HeadAsync(route) : await route.AskAsync(Get));
        }

        Assert.Equal(came[..(came.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)], Route.Text(route.Hops.First().AnswerBefore));
        Assert.StartsWith(Route.Text(route.Hops.First().Answer), went, StringComparison.Ordinal);
        Assert.Equal(1, origin.Connections);
    }

    [Fact]
    public async Task A_compressed_answer_loses_what_it_said_of_its_bytes()
    {
        await using var origin = Origin.Answering(request => request.StartsWith("GET", StringComparison.Ordinal) ? Object : Error);
        await using var route = await BodyMutationTests.RouteAsync(origin, "gzip-answer");

        var answer = await route.AskAsync(Get);
        var head = answer[..(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)];

        Assert.Equal("HTTP/1.1 200 OK\r\nETag: W/\"e\"\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n", head);
        Assert.Equal("0123456789", BodyMutationTests.Unzip(Peer.Unchunk(answer[head.Length..])));
        Assert.Equal(Error, await route.AskAsync("PUT / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"));
    }

    [Fact]
    public async Task Each_mutation_of_both_directions_keeps_its_place()
    {
        await using var origin = Origin.Answering(Object);
        await using var route = await BodyMutationTests.RouteAsync(origin, "weaken-etag", "\"name\": \"rewrite-range\"", "slice-answer", "gzip-answer");

        var answer = await route.AskAsync(Get);

        Assert.StartsWith("HTTP/1.1 206 Partial Content\r\nETag: W/\"e\"\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n234", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Range:", Assert.Single(origin.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_HEAD_that_goes_on_as_GET_comes_back_without_a_body_and_the_next_request_finds_its_place()
    {
        await using var origin = Origin.Answering(Object);
        await using var route = await BodyMutationTests.RouteAsync(origin, "head-to-get");

        var head = await route.AskAsync("HEAD /k HTTP/1.1\r\n\r\n");
        Assert.Equal(Object[..^10], head);
        Assert.Equal(Object, await route.AskAsync("GET /k HTTP/1.1\r\n\r\n"));
        Assert.Equal("GET /k HTTP/1.1\r\n\r\n", origin.Requests.First());
        Assert.Equal(1, origin.Connections);
    }

    [Fact]
    public async Task The_hops_clock_can_be_wrong()
    {
        await using var origin = Origin.Answering("HTTP/1.1 204 No Content\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\n");
        await using var route = await Route.ToAsync(origin, options => options with { Profile = Named.Profile("\"name\": \"skew-answer-date\", \"seconds\": -3600"), Time = new StoppedClock() });

        await route.Client.SendAsync("GET / HTTP/1.1\r\n\r\n");

        Assert.Equal("HTTP/1.1 204 No Content\r\nDate: Fri, 17 Jan 2025 09:00:00 GMT\r\n\r\n", await route.Client.HeadAsync());
    }

    private static async Task<string> HeadAsync(Route route)
    {
        await route.Client.SendAsync(Get);
        return await route.Client.HeadAsync();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2025, 1, 17, 10, 0, 0, TimeSpan.Zero);
    }
}
