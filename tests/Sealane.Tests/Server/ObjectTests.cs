using System.Security.Cryptography;
using System.Text;
using Sealane.Server.Storage.Memory;

namespace Sealane.Tests.Server;

/// <summary>Copies, deletions of many, attributes, and a store that is full.</summary>
public sealed class ObjectTests
{
    [Fact]
    public async Task A_copy_keeps_or_replaces_what_was_said_about_the_object()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/a%20b", "hello"u8.ToArray(), ("Content-Type", "text/plain"), ("x-amz-meta-colour", "blue"));

        RawAnswer kept = await endpoint.SendAsync("PUT", "/box/kept", null, ("x-amz-copy-source", "box/a%20b"), ("x-amz-meta-colour", "red"));
        Assert.True(kept.Status == 200, kept.Text);
        Assert.Contains("<ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag>", kept.Text.Replace("\"", "&quot;", StringComparison.Ordinal), StringComparison.Ordinal);
        RawAnswer read = await endpoint.SendAsync("GET", "/box/kept");
        Assert.Equal(("hello", "text/plain", "blue"), (read.Text, read.Header("content-type"), read.Header("x-amz-meta-colour")));

        await endpoint.SendAsync(
            "PUT", "/box/replaced", null, ("x-amz-copy-source", "/box/a%20b"), ("x-amz-metadata-directive", "REPLACE"), ("x-amz-meta-colour", "red"));
        read = await endpoint.SendAsync("GET", "/box/replaced");
        Assert.Equal(("hello", "binary/octet-stream", "red"), (read.Text, read.Header("content-type"), read.Header("x-amz-meta-colour")));
    }

    [Theory]
    [InlineData("box", 400, "InvalidArgument")]
    [InlineData("box/none", 404, "NoSuchKey")]
    [InlineData("none/k", 404, "NoSuchBucket")]
    [InlineData("box/k", 400, "InvalidRequest")]
    [InlineData("box/k?versionId=abc", 404, "NoSuchVersion")]
    public async Task A_copy_from_nowhere_or_onto_itself_is_refused(string source, int status, string code)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
        RawAnswer answer = await endpoint.SendAsync("PUT", "/box/k", null, ("x-amz-copy-source", source));
        Assert.Equal((status, code), (answer.Status, answer.Error.Code));
        Assert.Equal("hello", (await endpoint.SendAsync("GET", "/box/k")).Text);
    }

    [Theory]
    [InlineData("x-amz-copy-source-if-match", "\"beef\"", "x-amz-copy-source-If-Match")]
    [InlineData("x-amz-copy-source-if-none-match", "\"5d41402abc4b2a76b9719d911017c592\"", "x-amz-copy-source-If-None-Match")]
    [InlineData("x-amz-copy-source-if-modified-since", "Tue, 24 Nov 2026 12:00:00 GMT", "x-amz-copy-source-If-Modified-Since")]
    [InlineData("x-amz-copy-source-if-unmodified-since", "Tue, 24 Nov 2026 11:00:00 GMT", "x-amz-copy-source-If-Unmodified-Since")]
    public async Task A_condition_on_the_source_that_fails_is_named(string header, string value, string condition)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
        RawAnswer answer = await endpoint.SendAsync("PUT", "/box/copy", null, ("x-amz-copy-source", "box/k"), (header, value));
        Assert.Equal((412, "PreconditionFailed", condition), (answer.Status, answer.Error.Code, answer.Error.Extra("Condition")));
    }

    [Fact]
    public async Task A_copy_onto_itself_that_changes_something_is_fine()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
        RawAnswer answer = await endpoint.SendAsync("PUT", "/box/k", null, ("x-amz-copy-source", "box/k"), ("x-amz-storage-class", "STANDARD_IA"));
        Assert.Equal(200, answer.Status);
        RawAnswer read = await endpoint.SendAsync("GET", "/box/k");
        Assert.Equal(("hello", "STANDARD_IA"), (read.Text, read.Header("x-amz-storage-class")));
    }

    [Fact]
    public async Task Many_objects_are_deleted_at_once_and_each_may_fail_for_itself()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/a", [1]);
        await endpoint.SendAsync("PUT", "/box/b", [1]);
        RawAnswer answer = await DeleteAsync(
            endpoint, "<Object><Key>a</Key></Object><Object><Key>never</Key></Object><Object><Key>b</Key><VersionId>x</VersionId></Object>");
        Assert.Contains("<Deleted><Key>a</Key></Deleted><Deleted><Key>never</Key></Deleted>", answer.Text, StringComparison.Ordinal);
        Assert.Contains("<Code>NoSuchVersion</Code>", answer.Text, StringComparison.Ordinal);
        Assert.Equal((404, 200), ((await endpoint.SendAsync("HEAD", "/box/a")).Status, (await endpoint.SendAsync("HEAD", "/box/b")).Status));
        RawAnswer quiet = await DeleteAsync(endpoint, "<Quiet>true</Quiet><Object><Key>b</Key></Object>");
        Assert.DoesNotContain("<Deleted>", quiet.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await endpoint.SendAsync("HEAD", "/box/b")).Status);
        Assert.Equal("MalformedXML", (await DeleteAsync(endpoint, string.Concat(Enumerable.Repeat("<Object><Key>a</Key></Object>", 1001)))).Error.Code);

        RawAnswer bare = await endpoint.SendAsync("POST", "/box?delete", "<Delete><Object><Key>a</Key></Object></Delete>"u8.ToArray());
        Assert.Equal("Missing required header for this request: Content-MD5 OR x-amz-checksum-*", bare.Error.Message);
    }

    [Fact]
    public async Task Attributes_are_those_that_were_asked_for()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
        RawAnswer some = await endpoint.SendAsync("GET", "/box/k?attributes", null, ("x-amz-object-attributes", "ETag,ObjectSize,ObjectParts"));
        Assert.Contains("<ETag>5d41402abc4b2a76b9719d911017c592</ETag>", some.Text, StringComparison.Ordinal);
        Assert.Contains("<ObjectSize>5</ObjectSize>", some.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ObjectParts", some.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("StorageClass", some.Text, StringComparison.Ordinal);
        Assert.NotNull(some.Header("last-modified"));
        RawAnswer wrong = await endpoint.SendAsync("GET", "/box/k?attributes", null, ("x-amz-object-attributes", "Colour"));
        Assert.Equal("InvalidArgument", wrong.Error.Code);
    }

    [Fact]
    public async Task An_archived_object_shows_its_head_and_not_its_bytes()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray(), ("x-amz-storage-class", "DEEP_ARCHIVE"));
        Assert.Equal("DEEP_ARCHIVE", (await endpoint.SendAsync("HEAD", "/box/k")).Header("x-amz-storage-class"));
        RawAnswer got = await endpoint.SendAsync("GET", "/box/k");
        Assert.Equal((403, "InvalidObjectState", "DEEP_ARCHIVE"), (got.Status, got.Error.Code, got.Error.Extra("StorageClass")));
    }

    [Fact]
    public async Task A_full_store_refuses_clearly_and_the_endpoint_lives_on()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync(store: new MemoryStore(100_000));
        Assert.Equal(200, (await endpoint.SendAsync("PUT", "/box/a", new byte[60_000])).Status);
        RawAnswer full = await endpoint.SendAsync("PUT", "/box/b", new byte[60_000]);
        Assert.Equal((503, "ServiceUnavailable"), (full.Status, full.Error.Code));
        Assert.Contains("full", full.Error.Message, StringComparison.Ordinal);
        Assert.Equal(404, (await endpoint.SendAsync("HEAD", "/box/b")).Status);
        Assert.Equal(200, (await endpoint.SendAsync("PUT", "/box/c", new byte[10_000])).Status);
    }

    private static Task<RawAnswer> DeleteAsync(TestEndpoint endpoint, string items)
    {
        byte[] body = Encoding.UTF8.GetBytes($"<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{items}</Delete>");
        return endpoint.SendAsync("POST", "/box?delete", body, ("Content-MD5", Convert.ToBase64String(MD5.HashData(body))));
    }
}
