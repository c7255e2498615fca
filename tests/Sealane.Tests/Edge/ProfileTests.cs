using System.Text.RegularExpressions;
using Sealane.Edge.Mutations;
using Sealane.Edge.Profiles;
using Sealane.Edge.Relay;

namespace Sealane.Tests.Edge;

public sealed partial class ProfileTests
{
    private const string Upload = "PUT /key%2F HTTP/1.1\r\nHost: bucket.s3-accelerate.amazonaws.com\r\nx-amz-date:  20250117T000000Z \r\n"
        + "Expect: 100-continue\r\nTE: trailers\r\nTrailer: x-amz-checksum-crc32\r\nConnection: keep-alive, x-own\r\nX-Own: 1\r\n"
        + "Transfer-Encoding: chunked\r\nX-Amz-Trailer: x-amz-checksum-crc32\r\n\r\n";

    [Fact]
    public async Task An_accelerating_edge_sends_what_CloudFront_sends()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, "cloudfront-accelerate", new HoldWholeBody());

        await route.Client.SendAsync(Upload + "3\r\nabc\r\n0\r\n\r\n");
        await route.Client.HeadAsync();
        await route.Client.MessageAsync();

        Assert.Matches(Accelerated(), Assert.Single(origin.Requests));
        Assert.Equal(Upload, Route.Text(route.Hop.Before));
        Assert.Equal(Assert.Single(origin.Requests), Route.Text(route.Hop.After) + "abc");
    }

    [Fact]
    public async Task A_conforming_proxy_leaves_the_rest_of_the_head_as_it_was()
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, "rfc9110", new HoldNothing());

        await route.Client.SendAsync(Upload + "3\r\nabc\r\n0\r\n\r\n");
        await route.Client.HeadAsync();
        await route.Client.MessageAsync();

        Assert.Equal(
            "PUT /key%2F HTTP/1.1\r\nHost: bucket.s3-accelerate.amazonaws.com\r\nx-amz-date:  20250117T000000Z \r\n"
            + "Transfer-Encoding: chunked\r\nX-Amz-Trailer: x-amz-checksum-crc32\r\nVia: 1.1 sealane-edge\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            Assert.Single(origin.Requests));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_ids_in_the_order_of_arrival()
    {
        Assert.Equal(await IdsAsync(5), await IdsAsync(5));
        Assert.NotEqual(await IdsAsync(5), await IdsAsync(6));
        Assert.Equal(3, (await IdsAsync(5)).Distinct().Count());
    }

    [Fact]
    public void A_profile_that_is_not_known_is_refused_with_those_that_are()
    {
        var refusal = Assert.Throws<ArgumentException>(() => EdgeProfile.Find("akamai"));

        Assert.Contains("no edge profile 'akamai'. There are: ", refusal.Message, StringComparison.Ordinal);
        Assert.All(EdgeProfile.Names, name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Re_framing_can_be_switched_off()
    {
        var kept = EdgeProfile.Find("cloudfront-accelerate").WithoutReframing();

        Assert.Equal("cloudfront-accelerate-framing-kept", kept.Name);
        Assert.DoesNotContain(kept.Mutations, mutation => mutation is ReframeByHold);
        Assert.Equal(EdgeProfile.Find("cloudfront-accelerate").Mutations.Count - 1, kept.Mutations.Count);
    }

    private static async Task<string[]> IdsAsync(int seed)
    {
        await using var origin = Origin.Answering();
        await using var route = await Route.ToAsync(origin, options => options with { Profile = EdgeProfile.Find("cloudfront-accelerate"), Seed = seed });
        for (var i = 0; i < 3; i++)
        {
            await route.AskAsync("GET / HTTP/1.1\r\n\r\n");
        }

        return [.. origin.Requests.Select(request => Peer.Value(request, "X-Amz-Cf-Id")!)];
    }

    [GeneratedRegex("""
        ^PUT /key%2F HTTP/1\.1\r
        Host: bucket\.s3-accelerate\.amazonaws\.com\r
        x-amz-date:  20250117T000000Z \r
        X-Amz-Trailer: x-amz-checksum-crc32\r
        Content-Length: 3\r
        Connection: Keep-Alive\r
        Via: 1\.1 [0-9a-f]{32}\.cloudfront\.net \(CloudFront\)\r
        X-Forwarded-For: 127\.0\.0\.1\r
        X-Amz-Cf-Id: [A-Za-z0-9_-]{54}==\r
        \r
        abc$
        """)]
    private static partial Regex Accelerated();
}
