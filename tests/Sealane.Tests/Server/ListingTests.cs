using System.Text;
using System.Xml.Linq;

namespace Sealane.Tests.Server;

public sealed class ListingTests
{
    private static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    [Fact]
    public async Task A_listing_in_the_second_version_echoes_counts_and_goes_on_by_token()
    {
        await using TestEndpoint endpoint = await FilledAsync("a/1", "a/2", "b", "c/1");
        XElement first = await ListAsync(endpoint, "list-type=2&delimiter=%2F&max-keys=2&prefix=&fetch-owner=true");
        Assert.Equal(["box", "", "/", "2", "2", "true"], Values(first, "Name", "Prefix", "Delimiter", "KeyCount", "MaxKeys", "IsTruncated"));
        Assert.Equal(["a/"], Names(first, "CommonPrefixes", "Prefix"));
        XElement entry = Assert.Single(first.Elements(S3 + "Contents"));
        Assert.Equal("b", entry.Element(S3 + "Key")!.Value);
        Assert.Equal("2026-11-24T12:00:00.000Z", entry.Element(S3 + "LastModified")!.Value);
        Assert.Equal("\"d41d8cd98f00b204e9800998ecf8427e\"", entry.Element(S3 + "ETag")!.Value);
        Assert.Equal(["CRC64NVME", "FULL_OBJECT", "0", "STANDARD"], Values(entry, "ChecksumAlgorithm", "ChecksumType", "Size", "StorageClass"));
        Assert.NotNull(entry.Element(S3 + "Owner"));

        string token = first.Element(S3 + "NextContinuationToken")!.Value;
        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        XElement second = await ListAsync(endpoint, $"list-type=2&delimiter=%2F&max-keys=2&start-after=zzz&continuation-token={token}");
        Assert.Equal(["c/"], Names(second, "CommonPrefixes", "Prefix"));
        Assert.Equal([token, "1", "false", "zzz"], Values(second, "ContinuationToken", "KeyCount", "IsTruncated", "StartAfter"));
        Assert.Empty(second.Elements(S3 + "NextContinuationToken"));
    }

    [Fact]
    public async Task A_listing_in_the_first_version_goes_on_by_marker()
    {
        await using TestEndpoint endpoint = await FilledAsync("a/1", "a/2", "b", "c/1");
        XElement first = await ListAsync(endpoint, "delimiter=%2F&max-keys=1");
        Assert.Equal(["", "a/", "true"], Values(first, "Marker", "NextMarker", "IsTruncated"));
        XElement second = await ListAsync(endpoint, "delimiter=%2F&marker=a%2F");
        Assert.Equal(["b"], Names(second, "Contents", "Key"));
        Assert.Equal(["c/"], Names(second, "CommonPrefixes", "Prefix"));
        Assert.NotNull(second.Element(S3 + "Contents")!.Element(S3 + "Owner"));
        XElement plain = await ListAsync(endpoint, "max-keys=1");
        Assert.Equal("true", plain.Element(S3 + "IsTruncated")!.Value);
        Assert.Empty(plain.Elements(S3 + "NextMarker"));
    }

    [Theory]
    [InlineData("list-type=2")]
    [InlineData("list-type=1")]
    public async Task Keys_are_percent_encoded_when_the_client_asks(string version)
    {
        string key = "a b+c/\u00e9*\u0007.txt";
        await using TestEndpoint endpoint = await FilledAsync(key);
        XElement listing = await ListAsync(endpoint, $"{version}&encoding-type=url&prefix=a%20b&delimiter=%2Bc");
        Assert.Equal(["a%20b%2Bc"], Names(listing, "CommonPrefixes", "Prefix"));
        Assert.Equal(["a%20b", "%2Bc", "url"], Values(listing, "Prefix", "Delimiter", "EncodingType"));
        Assert.Equal(["a%20b%2Bc/%C3%A9%2A%07.txt"], Names(await ListAsync(endpoint, $"{version}&encoding-type=url"), "Contents", "Key"));
    }

    [Theory]
    [InlineData("list-type=2&encoding-type=gzip", "InvalidArgument", "Invalid Encoding Method specified in Request")]
    [InlineData("list-type=2&encoding-type=", "InvalidArgument", "Invalid Encoding Method specified in Request")]
    [InlineData("list-type=2&max-keys=-1", "InvalidArgument", "max-keys")]
    [InlineData("list-type=2&max-keys=many", "InvalidArgument", "")]
    [InlineData("list-type=2&continuation-token=made-up", "InvalidArgument", "The continuation token provided is incorrect")]
    [InlineData("list-type=2&continuation-token=%F0", "InvalidArgument", "The continuation token provided is incorrect")]
    public async Task A_wrong_argument_is_refused(string query, string code, string message)
    {
        await using TestEndpoint endpoint = await FilledAsync("a");
        RawAnswer answer = await endpoint.SendAsync("GET", "/box?" + query);
        Assert.Equal((400, code), (answer.Status, answer.Error.Code));
        Assert.Contains(message, answer.Error.Message, StringComparison.Ordinal);
        Assert.NotNull(answer.Error.Extra("ArgumentName"));
    }

    [Fact]
    public async Task More_than_a_thousand_are_given_a_thousand_at_a_time()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();

        for (int index = 0; index < 1005; index++)
        {
            await using var staged = await endpoint.Store.StageAsync(default);
            await endpoint.Store.CommitObjectAsync(
                "box",
                new() { Key = $"k{index:d4}", Size = 0, ETag = "e", LastModified = endpoint.Time.GetUtcNow() },
                staged,
                Sealane.Server.Storage.WriteCondition.None,
                default);
        }

        XElement page = await ListAsync(endpoint, "list-type=2&max-keys=5000");
        Assert.Equal(["1000", "1000", "true"], Values(page, "MaxKeys", "KeyCount", "IsTruncated"));
        XElement none = await ListAsync(endpoint, "list-type=2&max-keys=0");
        Assert.Equal(["0", "0", "false"], Values(none, "MaxKeys", "KeyCount", "IsTruncated"));
    }

    private static async Task<TestEndpoint> FilledAsync(params string[] keys)
    {
        TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();

        foreach (string key in keys)
        {
            await endpoint.SendAsync("PUT", "/box/" + Sealane.Protocol.Naming.ObjectKey.ToPath(key), []);
        }

        return endpoint;
    }

    private static async Task<XElement> ListAsync(TestEndpoint endpoint, string query)
    {
        RawAnswer answer = await endpoint.SendAsync("GET", "/box?" + query);
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal("application/xml", answer.Header("content-type"));
        return XElement.Parse(Encoding.UTF8.GetString(answer.Body));
    }

    private static IEnumerable<string> Values(XElement listing, params string[] names) =>
        names.Select(name => listing.Element(S3 + name)?.Value ?? $"no {name}");

    private static IEnumerable<string> Names(XElement listing, string element, string name) =>
        listing.Elements(S3 + element).Select(item => item.Element(S3 + name)!.Value);
}
