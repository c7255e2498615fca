using System.Text;

namespace Sealane.Tests.Server;

public sealed class FirstObjectTests
{
    [Fact]
    public async Task An_object_is_put_into_a_new_bucket_and_comes_back()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync();
        RawAnswer created = await endpoint.SendAsync("PUT", "/first");
        Assert.Equal(200, created.Status);
        Assert.Equal("/first", created.Header("location"));

        byte[] body = Encoding.UTF8.GetBytes("hello");
        RawAnswer put = await endpoint.SendAsync(
            "PUT", "/first/a/../b%20c", body, ("Content-Type", "text/plain"), ("x-amz-meta-Colour", "blue"));
        Assert.Equal(200, put.Status);
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", put.Header("etag"));
        Assert.Equal("FULL_OBJECT", put.Header("x-amz-checksum-type"));
        Assert.NotNull(put.Header("x-amz-checksum-crc64nvme"));

        RawAnswer got = await endpoint.SendAsync("GET", "/first/a/../b%20c");
        Assert.Equal(200, got.Status);
        Assert.Equal("hello", got.Text);
        Assert.Equal("text/plain", got.Header("content-type"));
        Assert.Equal("blue", got.Header("x-amz-meta-colour"));
        Assert.Null(got.Header("x-amz-checksum-crc64nvme"));
        Assert.Equal(16, got.Header("x-amz-request-id")!.Length);
        Assert.Equal(76, got.Header("x-amz-id-2")!.Length);

        RawAnswer head = await endpoint.SendAsync("HEAD", "/first/a/../b%20c", null, ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal(200, head.Status);
        Assert.Equal("5", head.Header("content-length"));
        Assert.Equal(put.Header("x-amz-checksum-crc64nvme"), head.Header("x-amz-checksum-crc64nvme"));
    }

    [Fact]
    public async Task Every_request_leaves_its_evidence_before_it_is_answered()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer put = await endpoint.SendAsync("PUT", "/box/k", [1, 2, 3]);
        RawAnswer missing = await endpoint.SendAsync("GET", "/box/none");
        Assert.Equal("NoSuchKey", missing.Error.Code);
        Assert.Equal("none", missing.Error.Extra("Key"));
        Assert.Equal("/box/none", missing.Error.Resource);
        Assert.Equal(missing.Header("x-amz-request-id"), missing.Error.RequestId);
        Assert.Equal(missing.Header("x-amz-id-2"), missing.Error.HostId);

        var arrivals = endpoint.Arrivals.ToList();
        Assert.Equal(2, arrivals.Count);
        Assert.Equal(put.Header("x-amz-request-id"), arrivals[0].RequestId);
        Assert.Equal(200, arrivals[0].Status);
        Assert.Equal("PutObject", arrivals[0].Operation);
        Assert.True(arrivals[0].Verification!.Matches);
        Assert.StartsWith("PUT /box/k HTTP/1.1\r\n", Encoding.Latin1.GetString(arrivals[0].Head), StringComparison.Ordinal);
        Assert.Equal((404, "NoSuchKey"), (arrivals[1].Status, arrivals[1].ErrorCode));
        Assert.Equal(("box", "none"), (arrivals[1].Bucket, arrivals[1].Key));
    }
}
