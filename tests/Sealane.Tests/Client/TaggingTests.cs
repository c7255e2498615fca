using Sealane.Credentials;
using Sealane.Protocol.Objects;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public sealed class TaggingTests
{
    [Fact]
    public async Task Tags_of_an_object_are_set_told_and_taken_away()
    {
        await using var server = new ScriptedServer(
            Reply.Ok("", ("x-amz-version-id", "v1")),
            Reply.Ok("<Tagging><TagSet><Tag><Key>a&amp;b</Key><Value>1</Value></Tag></TagSet></Tagging>"),
            Reply.Bare(204));
        await using var client = new S3Client(new S3ClientOptions
        {
            Region = "us-east-1",
            EndpointUrl = server.Url,
            Credentials = new GivenCredentials("AKID", "SECRET"),
            Proxy = ProxyRules.None,
        });
        var cancellation = TestContext.Current.CancellationToken;
        var set = await client.PutObjectTaggingAsync("b", "k", new Dictionary<string, string> { ["a&b"] = "1" }, cancellation);
        Assert.Equal("v1", set.VersionId);
        var tag = Assert.Single((await client.GetObjectTaggingAsync("b", "k", cancellation)).TagSet);
        Assert.Equal(("a&b", "1"), (tag.Key, tag.Value));
        await client.DeleteObjectTaggingAsync("b", "k", cancellation);

        Assert.Equal(
            ["PUT /b/k?tagging HTTP/1.1", "GET /b/k?tagging HTTP/1.1", "DELETE /b/k?tagging HTTP/1.1"], server.Requests.Select(request => request.Line));
        Assert.Contains("<TagSet><Tag><Key>a&amp;b</Key><Value>1</Value></Tag></TagSet>", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.NotNull(server.Requests[0]["x-amz-checksum-crc64nvme"]);
    }
}
