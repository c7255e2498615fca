using Sealane.Diagnostics;
using Sealane.Protocol.Listing;

namespace Sealane.Tests.Client;

public sealed class ListingTests
{
    [Fact]
    public async Task Whoever_stops_at_the_first_page_has_asked_for_one()
    {
        await using var server = new ScriptedServer(Page("a", next: "2"), Page("b", next: "3"), Page("c"));
        await using var client = new S3Client(server.Options);

        await foreach (var page in client.ListPagesAsync(new ListObjectsV2Request { Bucket = "bucket" }))
        {
            Assert.Equal("a", page.Contents.Single().Key);
            break;
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task From_the_second_page_on_the_next_is_fetched_while_one_is_used()
    {
        await using var server = new ScriptedServer(Page("a", next: "2"), Page("b", next: "3"), Page("c"));
        await using var client = new S3Client(server.Options);
        var seen = new List<string?>();

        await foreach (var page in client.ListPagesAsync(new ListObjectsV2Request { Bucket = "bucket" }))
        {
            seen.Add(page.Contents.Single().Key);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (seen.Count == 2 && server.Requests.Count < 3)
            {
                patience.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        Assert.Equal(["a", "b", "c"], seen);
        Assert.Equal([null, "2", "3"], server.Requests.Select(request => Token(request.Target)));
    }

    [Fact]
    public async Task A_page_that_fails_ahead_fails_when_its_turn_comes()
    {
        await using var server = new ScriptedServer(Page("a", next: "2"), Page("b", next: "3"), Reply.Error(403, "AccessDenied"));
        await using var client = new S3Client(server.Options);
        var seen = new List<string?>();

        var refused = await Assert.ThrowsAsync<S3Exception>(async () =>
        {
            await foreach (var one in client.ListAsync("bucket"))
            {
                seen.Add(one.Key);
            }
        });

        Assert.Equal(("AccessDenied", "a,b"), (refused.Code, string.Join(',', seen)));
    }

    [Fact]
    public async Task Whoever_leaves_takes_the_page_ahead_along()
    {
        await using var server = new ScriptedServer(Page("a", next: "2"), Page("b", next: "3"), new Reply { Hangs = true });
        await using var client = new S3Client(server.Options);
        var seen = new List<string?>();

        await foreach (var one in client.ListAsync("bucket"))
        {
            seen.Add(one.Key);
            if (seen.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(["a", "b"], seen);
    }

    [Fact]
    public async Task Names_are_decoded_and_those_with_nothing_to_decode_are_left_alone()
    {
        await using var server = new ScriptedServer(Page("a+b%20%2B%c3%a9", "plain", "k\u00fc%2Fste", "100%"));
        await using var client = new S3Client(server.Options);
        var page = await client.ListPagesAsync(new ListObjectsV2Request { Bucket = "bucket" }).SingleAsync();
        Assert.Equal(["a b +\u00e9", "plain", "k\u00fc/ste", "100%"], page.Contents.Select(one => one.Key));
    }

    private static Reply Page(string key, string? next = null) => Page([key], next);

    private static Reply Page(params string[] keys) => Page(keys, next: null);

    private static Reply Page(string[] keys, string? next) => Reply.Ok(
        $"<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>{(next is null ? "false" : "true")}</IsTruncated>"
        + (next is null ? "" : $"<NextContinuationToken>{next}</NextContinuationToken>")
        + string.Concat(keys.Select(key => $"<Contents><Key>{key}</Key></Contents>"))
        + "</ListBucketResult>");

    private static string? Token(string target) =>
        target.Split('?', '&').FirstOrDefault(pair => pair.StartsWith("continuation-token=", StringComparison.Ordinal))?.Split('=')[1];
}
