using System.IO.Compression;
using System.Text;
using Sealane.Edge.Relay;

namespace Sealane.Tests.Edge;

/// <summary>What mutations make of bodies and their framing, over real sockets.</summary>
public sealed class BodyMutationTests
{
    private const string Chunked = "PUT /k HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\n";
    private const string WithTrailer = Chunked + "x-sum: 7\r\n\r\n";
    private const string Sized = "PUT /k HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\nhello, world";

    [Theory]
    [InlineData("\"name\": \"rechunk\", \"size\": 11, \"case\": \"upper\", \"digits\": 4", Chunked + "\r\n", "Transfer-Encoding: chunked\r\n\r\n000B\r\nhello, worl\r\n0001\r\nd\r\n0\r\n\r\n")]
    [InlineData("\"name\": \"rechunk\", \"size\": 100", WithTrailer, "Transfer-Encoding: chunked\r\n\r\nc\r\nhello, world\r\n0\r\nx-sum: 7\r\n\r\n")]
    [InlineData("treat-trailers", WithTrailer, "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n")]
    [InlineData("\"name\": \"treat-trailers\", \"form\": \"refuse\"", Chunked + "\r\n", "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n")]
    [InlineData("length-to-chunked", Sized, "Transfer-Encoding: chunked\r\n\r\nc\r\nhello, world\r\n0\r\n\r\n")]
    [InlineData("buffer-body", WithTrailer, "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\nx-sum: 7\r\n\r\n")]
    [InlineData("\"name\": \"reframe-by-hold\", \"whole\": true", WithTrailer, "Content-Length: 12\r\n\r\nhello, world")]
    [InlineData("\"name\": \"reframe-by-hold\", \"up-to\": 12", WithTrailer, "Content-Length: 12\r\n\r\nhello, world")]
    [InlineData("\"name\": \"reframe-by-hold\", \"up-to\": 11", WithTrailer, "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\nx-sum: 7\r\n\r\n")]
    [InlineData("\"name\": \"limit-body\", \"bytes\": 12", WithTrailer, "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n7\r\n, world\r\n0\r\nx-sum: 7\r\n\r\n")]
    public async Task A_body_goes_on_so(string mutation, string request, string end)
    {
        await using var origin = Origin.Answering();
        await using var route = await RouteAsync(origin, mutation);

        await route.AskAsync(request);

        Assert.EndsWith("Host: h\r\n" + end, Assert.Single(origin.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HTTP_1_0_knows_no_chunks()
    {
        await using var origin = Origin.Answering();
        await using var route = await RouteAsync(origin, "downgrade-http");

        await route.AskAsync(WithTrailer);

        Assert.Equal("PUT /k HTTP/1.0\r\nHost: h\r\nContent-Length: 12\r\n\r\nhello, world", Assert.Single(origin.Requests));
    }

    [Fact]
    public async Task A_body_of_a_GET_can_stay_behind()
    {
        await using var origin = Origin.Answering();
        await using var route = await RouteAsync(origin, "drop-get-body");

        await route.AskAsync("GET /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc");
        await route.AskAsync("GET /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");

        Assert.Equal(["GET /a HTTP/1.1\r\n\r\n", "GET /b HTTP/1.1\r\n\r\n"], origin.Requests);
    }

    [Fact]
    public async Task A_body_can_be_compressed_on_the_way()
    {
        await using var origin = Origin.Answering();
        await using var route = await RouteAsync(origin, "gzip-body");

        await route.AskAsync(Sized);

        var request = Assert.Single(origin.Requests);
        Assert.Contains("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", request, StringComparison.Ordinal);
        Assert.Equal("hello, world", Unzip(Peer.Unchunk(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])));
    }

    [Theory]
    [InlineData(Sized)]
    [InlineData(Chunked + "\r\n")]
    public async Task A_body_beyond_the_limit_is_refused_and_nothing_goes_on(string request)
    {
        await using var origin = Origin.Answering();
        await using var route = await RouteAsync(origin, "\"name\": \"limit-body\", \"bytes\": 11");

        Assert.StartsWith("HTTP/1.1 413 ", await route.AskAsync(request), StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
        Assert.Empty(route.Hop.After);
    }

    [Fact]
    public async Task Trailers_can_be_refused_when_they_come()
    {
        await using var origin = Origin.Answering();
        await using var route = await RouteAsync(origin, "\"name\": \"treat-trailers\", \"form\": \"refuse\"");

        Assert.StartsWith("HTTP/1.1 503 ", await route.AskAsync(WithTrailer), StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task A_request_may_go_twice_and_is_answered_once()
    {
        await using var origin = Origin.Answering();
        await using var route = await RouteAsync(origin, "\"name\": \"retry-request\", \"methods\": [\"PUT\"]");

        await route.AskAsync(Sized);
        await route.AskAsync("GET / HTTP/1.1\r\n\r\n");

        Assert.Equal([Sized, Sized, "GET / HTTP/1.1\r\n\r\n"], origin.Requests);
    }

    [Fact]
    public async Task A_refusal_may_cut_the_client_off_while_it_sends()
    {
        await using var origin = Origin.Answering();
        await using var route = await RouteAsync(origin, "\"name\": \"refuse-at-once\", \"methods\": [\"PUT\"], \"abrupt\": true");

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await route.Client.SendAsync("PUT / HTTP/1.1\r\nContent-Length: 100000000\r\n\r\n");
            for (var i = 0; i < 1000; i++)
            {
                await route.Client.SendAsync(new string('x', 100_000));
            }
        });
        Assert.StartsWith("HTTP/1.1 403 ", Route.Text(route.Hop.Answer), StringComparison.Ordinal);
    }

    internal static Task<Route> RouteAsync(Origin origin, params string[] mutations) =>
        Route.ToAsync(origin, options => options with { Profile = Named.Profile(mutations), Holds = HoldSchedule.Always(new HoldWholeBody()) });

    internal static string Unzip(string bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(Encoding.Latin1.GetBytes(bytes)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
