using System.Text;
using Sealane.Server.Storage;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Server;

/// <summary>Buckets, their regions, and what acceleration hosts do with them.</summary>
public sealed class BucketTests
{
    private const string Accelerate = "box.s3-accelerate.amazonaws.com";

    [Theory]
    [InlineData("us-east-1", null, 200, null)]
    [InlineData("us-east-1", "eu-west-1", 200, null)]
    [InlineData("us-east-1", "us-east-1", 400, "InvalidLocationConstraint")]
    [InlineData("us-east-1", "nowhere", 400, "InvalidLocationConstraint")]
    [InlineData("eu-west-1", "eu-west-1", 200, null)]
    [InlineData("eu-west-1", "EU", 200, null)]
    [InlineData("eu-west-1", null, 400, "IllegalLocationConstraintException")]
    [InlineData("eu-west-1", "us-west-2", 400, "IllegalLocationConstraintException")]
    public async Task A_bucket_is_made_where_its_endpoint_may_make_it(string endpointRegion, string? constraint, int status, string? code)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync();
        byte[] body = constraint is null ? [] : Encoding.UTF8.GetBytes(
            $"<CreateBucketConfiguration><LocationConstraint>{constraint}</LocationConstraint></CreateBucketConfiguration>");
        RequestHead head = endpoint.Head("PUT", "/new-box", body, ("Host", $"s3.{endpointRegion}.amazonaws.com"));
        RawAnswer answer = await endpoint.SendAsync(endpoint.Sign(head, PayloadHash.Of(body), region: endpointRegion).Head, body);
        Assert.True(status == answer.Status, answer.Text);
        Assert.Equal(code, code is null ? null : answer.Error.Code);
        string? region = (await endpoint.Store.FindBucketAsync("new-box", default))?.Region;
        Assert.Equal(status == 200 ? constraint switch { null => "us-east-1", "EU" => "eu-west-1", _ => constraint } : null, region);
    }

    [Fact]
    public async Task A_bucket_made_again_is_fine_in_us_east_1_and_a_conflict_elsewhere()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        Assert.Equal(200, (await endpoint.SendAsync("PUT", "/box")).Status);
        await using TestEndpoint other = await TestEndpoint.StartWithBoxAsync(options => options with { Region = "eu-west-1" });
        byte[] body = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>"u8.ToArray();
        RawAnswer again = await other.SendAsync(other.Sign(other.Head("PUT", "/box", body), PayloadHash.Of(body), region: "eu-west-1").Head, body);
        Assert.Equal((409, "BucketAlreadyOwnedByYou", "box"), (again.Status, again.Error.Code, again.Error.Extra("BucketName")));
    }

    [Theory]
    [InlineData("AB")]
    [InlineData("UPPER-case")]
    [InlineData("xn--box")]
    [InlineData("192.168.0.1")]
    public async Task A_name_against_the_rules_is_refused(string name)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync();
        RawAnswer answer = await endpoint.SendAsync("PUT", "/" + name);
        Assert.Equal((400, "InvalidBucketName", "The specified bucket is not valid."), (answer.Status, answer.Error.Code, answer.Error.Message));
    }

    [Fact]
    public async Task A_bucket_is_headed_located_listed_and_deleted()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.Store.AddBucketAsync(new("abroad", "eu-west-1", endpoint.Time.GetUtcNow()), default);
        RawAnswer head = await endpoint.SendAsync("HEAD", "/box");
        Assert.Equal((200, "us-east-1"), (head.Status, head.Header("x-amz-bucket-region")));
        Assert.Contains("<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></LocationConstraint>", (await endpoint.SendAsync("GET", "/box?location")).Text, StringComparison.Ordinal);
        Assert.Contains("<Name>abroad</Name>", (await endpoint.SendAsync("GET", "/")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<Name>abroad</Name>", (await endpoint.SendAsync("GET", "/?prefix=box")).Text, StringComparison.Ordinal);
        await endpoint.SendAsync("PUT", "/box/k", [1]);
        RawAnswer full = await endpoint.SendAsync("DELETE", "/box");
        Assert.Equal((409, "BucketNotEmpty", "box"), (full.Status, full.Error.Code, full.Error.Extra("BucketName")));
        await endpoint.SendAsync("DELETE", "/box/k");
        Assert.Equal(204, (await endpoint.SendAsync("DELETE", "/box")).Status);
        RawAnswer gone = await endpoint.SendAsync("GET", "/box?location");
        Assert.Equal((404, "NoSuchBucket", "box"), (gone.Status, gone.Error.Code, gone.Error.Extra("BucketName")));
        Assert.Equal(404, (await endpoint.SendAsync("HEAD", "/box")).Status);
    }

    [Fact]
    public async Task A_bucket_of_another_region_is_told_to_whoever_comes_to_the_wrong_endpoint()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync();
        await endpoint.Store.AddBucketAsync(new("abroad", "eu-west-1", endpoint.Time.GetUtcNow()), default);

        // A regional host, rightly signed for its own region: the bucket has moved.
        RawAnswer moved = await GetAsync(endpoint, "abroad.s3.us-west-2.amazonaws.com", "/k", "us-west-2");
        Assert.Equal((301, "PermanentRedirect"), (moved.Status, moved.Error.Code));
        Assert.Equal(("abroad.s3.eu-west-1.amazonaws.com", "abroad"), (moved.Error.Extra("Endpoint"), moved.Error.Extra("Bucket")));
        Assert.Equal(("eu-west-1", null), (moved.Header("x-amz-bucket-region"), moved.Header("location")));
        RawAnswer path = await GetAsync(endpoint, "s3.amazonaws.com", "/abroad/k", "us-east-1");
        Assert.Equal((301, "s3.eu-west-1.amazonaws.com"), (path.Status, path.Error.Extra("Endpoint")));

        // A name without a region: what is wrong is the signature's region.
        foreach (string host in new[] { "abroad.s3.amazonaws.com", "abroad.localhost", "abroad.s3-accelerate.amazonaws.com" })
        {
            RawAnswer malformed = await GetAsync(endpoint, host, "/k", "us-east-1");
            Assert.Equal((400, "AuthorizationHeaderMalformed", "eu-west-1"), (malformed.Status, malformed.Error.Code, malformed.Error.Extra("Region")));
            Assert.Equal("eu-west-1", malformed.Header("x-amz-bucket-region"));
        }

        Assert.Equal(404, (await GetAsync(endpoint, "abroad.s3.amazonaws.com", "/k", "eu-west-1")).Status);
    }

    [Fact]
    public async Task A_new_bucket_abroad_is_redirected_for_a_while_when_that_is_asked_for()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync(options => options with { TemporaryRedirects = TimeSpan.FromMinutes(5) });
        await endpoint.Store.AddBucketAsync(new("abroad", "eu-west-1", endpoint.Time.GetUtcNow()), default);
        RawAnswer redirect = await GetAsync(endpoint, "abroad.s3.amazonaws.com", "/k", "eu-west-1");
        Assert.Equal((307, "TemporaryRedirect"), (redirect.Status, redirect.Error.Code));
        Assert.Equal("https://abroad.s3.eu-west-1.amazonaws.com/k", redirect.Header("location"));
        endpoint.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(404, (await GetAsync(endpoint, "abroad.s3.amazonaws.com", "/k", "eu-west-1")).Status);
    }

    [Fact]
    public async Task Acceleration_is_set_and_read()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        Assert.DoesNotContain("<Status>", (await endpoint.SendAsync("GET", "/box?accelerate")).Text, StringComparison.Ordinal);
        await SetAsync(endpoint, "Suspended");
        Assert.DoesNotContain("<Status>", (await endpoint.SendAsync("GET", "/box?accelerate")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await SetAsync(endpoint, "Enabled")).Status);
        Assert.Contains("<Status>Enabled</Status>", (await endpoint.SendAsync("GET", "/box?accelerate")).Text, StringComparison.Ordinal);
        await SetAsync(endpoint, "Suspended");
        Assert.Contains("<Status>Suspended</Status>", (await endpoint.SendAsync("GET", "/box?accelerate")).Text, StringComparison.Ordinal);
        Assert.Equal("MalformedXML", (await SetAsync(endpoint, "On")).Error.Code);

        await endpoint.Server.EnsureBucketAsync("dotted.box");
        RawAnswer dotted = await endpoint.SendAsync("PUT", "/dotted.box?accelerate", Configuration("Enabled"));
        Assert.Equal("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names", dotted.Error.Message);
    }

    [Theory]
    [InlineData(AccelerationState.Unset, "S3 Transfer Acceleration is not configured on this bucket")]
    [InlineData(AccelerationState.Suspended, "S3 Transfer Acceleration is disabled on this bucket")]
    [InlineData(AccelerationState.Enabled, null)]
    public async Task An_acceleration_host_serves_buckets_that_are_accelerated(AccelerationState state, string? message)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync();
        await endpoint.Server.EnsureBucketAsync("box", state);
        byte[] body = "hello"u8.ToArray();
        RequestHead head = endpoint.Sign(endpoint.Head("PUT", "/k", body, ("Host", Accelerate)), PayloadHash.Of(body)).Head;
        RawAnswer answer = await endpoint.SendAsync(head, body);
        Assert.Equal(message is null ? 200 : 400, answer.Status);
        Assert.Equal(message, message is null ? null : answer.Error.Message);
        Assert.Equal(message is null ? "hello" : null, message is null ? (await GetAsync(endpoint, Accelerate.Replace("s3-accelerate", "s3-accelerate.dualstack", StringComparison.Ordinal), "/k", "us-east-1")).Text : null);
        Assert.Equal(message is null ? 200 : 404, (await endpoint.SendAsync("HEAD", "/box/k")).Status);
    }

    [Theory]
    [InlineData("GET", "s3-accelerate.amazonaws.com", "/box/k", "S3 Transfer Accelerate endpoint only supports virtual style requests")]
    [InlineData("GET", "s3-accelerate.amazonaws.com", "/", "S3 Transfer Accelerate endpoint only supports virtual style requests")]
    [InlineData("GET", "dotted.box.s3-accelerate.amazonaws.com", "/k", "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names")]
    [InlineData("DELETE", Accelerate, "/", "S3 Transfer Acceleration does not support DeleteBucket. Send it to the regional endpoint")]
    [InlineData("PUT", Accelerate, "/", "S3 Transfer Acceleration does not support CreateBucket. Send it to the regional endpoint")]
    public async Task An_acceleration_host_refuses_what_it_never_does(string method, string host, string target, string message)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync();
        await endpoint.Server.EnsureBucketAsync("box", AccelerationState.Enabled);
        RawAnswer answer = await endpoint.SendAsync(
            endpoint.Sign(endpoint.Head(method, target, null, ("Host", host)), PayloadHash.EmptySha256).Head);
        Assert.Equal((400, "InvalidRequest", message), (answer.Status, answer.Error.Code, answer.Error.Message));
    }

    [Fact]
    public async Task A_header_that_CloudFront_adds_passes_on_acceleration_hosts_only()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync();
        await endpoint.Server.EnsureBucketAsync("box", AccelerationState.Enabled);

        foreach ((string host, string code) in new[] { (Accelerate, "NoSuchKey"), ("box.s3.us-east-1.amazonaws.com", "AccessDenied") })
        {
            RequestHead head = endpoint.Sign(endpoint.Head("GET", "/k", null, ("Host", host)), PayloadHash.EmptySha256).Head;
            Assert.Equal(code, (await endpoint.SendAsync(head.Adding("x-amz-cf-id", "abc"))).Error.Code);
        }
    }

    [Fact]
    public async Task A_bucket_is_made_on_first_use_when_that_is_asked_for()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartAsync(options => options with { CreateBucketsOnFirstUse = true });
        byte[] body = "hello"u8.ToArray();
        RequestHead head = endpoint.Head("PUT", "/k", body, ("Host", "fresh.s3-accelerate.amazonaws.com"));
        Assert.Equal(200, (await endpoint.SendAsync(endpoint.Sign(head, PayloadHash.Of(body), region: "eu-west-1").Head, body)).Status);
        Assert.Equal(
            new BucketEntry("fresh", "eu-west-1", endpoint.Time.GetUtcNow(), AccelerationState.Enabled),
            await endpoint.Store.FindBucketAsync("fresh", default));

        Assert.Equal(403, (await endpoint.SendAsync(endpoint.Head("PUT", "/stranger/k", body), body)).Status);
        Assert.Null(await endpoint.Store.FindBucketAsync("stranger", default));
        Assert.Equal("NoSuchBucket", (await endpoint.SendAsync("DELETE", "/never")).Error.Code);
    }

    [Theory]
    [InlineData("PUT", "/box?versioning", "versioning")]
    [InlineData("PUT", "/box/k?acl", "acl")]
    [InlineData("PUT", "/box?tagging", "tagging")]
    [InlineData("POST", "/box/k?restore", "restore")]
    [InlineData("GET", "/box?versions", "versions")]
    public async Task A_part_of_S3_that_is_not_here_is_named(string method, string target, string name)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
        RawAnswer answer = await endpoint.SendAsync(method, target, method == "GET" ? null : "x"u8.ToArray());
        Assert.Equal((501, "NotImplemented", name), (answer.Status, answer.Error.Code, answer.Error.Extra("Header")));
        Assert.Equal("hello", (await endpoint.SendAsync("GET", "/box/k")).Text);
    }

    [Theory]
    [InlineData("/box?versioning", 200, "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>")]
    [InlineData("/box?acl", 200, "<Permission>FULL_CONTROL</Permission>")]
    [InlineData("/box?tagging", 404, "<Code>NoSuchTagSet</Code>")]
    [InlineData("/box?encryption", 200, "<SSEAlgorithm>AES256</SSEAlgorithm>")]
    [InlineData("/box?policy", 404, "<Code>NoSuchBucketPolicy</Code>")]
    [InlineData("/box?lifecycle", 404, "<BucketName>box</BucketName>")]
    [InlineData("/none?versioning", 404, "<Code>NoSuchBucket</Code>")]
    public async Task A_setting_that_nobody_made_is_read_as_S3_answers_it(string target, int status, string part)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer answer = await endpoint.SendAsync("GET", target);
        Assert.Equal(status, answer.Status);
        Assert.Contains(part, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_is_none_is_refused()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer answer = await endpoint.SendAsync("PATCH", "/box/k");
        Assert.Equal((405, "MethodNotAllowed", "PATCH"), (answer.Status, answer.Error.Code, answer.Error.Extra("Method")));
        Assert.Equal("InvalidURI", (await endpoint.SendAsync("GET", "/box/%zz")).Error.Code);
        RawAnswer longKey = await endpoint.SendAsync("GET", "/box/" + new string('k', 1025));
        Assert.Equal(("KeyTooLongError", "1025", "1024"), (longKey.Error.Code, longKey.Error.Extra("Size"), longKey.Error.Extra("MaxSizeAllowed")));
    }

    private static Task<RawAnswer> GetAsync(TestEndpoint endpoint, string host, string target, string region) => endpoint.SendAsync(
        endpoint.Sign(endpoint.Head("GET", target, null, ("Host", host)), PayloadHash.EmptySha256, region: region).Head);

    private static Task<RawAnswer> SetAsync(TestEndpoint endpoint, string status) =>
        endpoint.SendAsync("PUT", "/box?accelerate", Configuration(status));

    private static byte[] Configuration(string status) => Encoding.UTF8.GetBytes(
        $"<AccelerateConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>{status}</Status></AccelerateConfiguration>");
}
