using System.Globalization;

namespace Sealane.Tests.Server;

/// <summary>If-Match and its relatives, as truth tables.</summary>
public sealed class ConditionTests
{
    private const string Own = "\"5d41402abc4b2a76b9719d911017c592\"";
    private const string Other = "\"00000000000000000000000000000000\"";

    // Dates relative to the object's: before it, its own instant, after it (but past), in the future.
    public static TheoryData<string?, string?, string?, string?, int, string?> Reads => new()
    {
        { null, null, null, null, 200, null },
        { Own, null, null, null, 200, null },
        { "5d41402abc4b2a76b9719d911017c592", null, null, null, 200, null },
        { "*", null, null, null, 200, null },
        { $"{Other}, {Own}", null, null, null, 200, null },
        { Other, null, null, null, 412, "If-Match" },
        { null, Other, null, null, 200, null },
        { null, Own, null, null, 304, null },
        { null, "*", null, null, 304, null },
        { null, null, "before", null, 200, null },
        { null, null, "same", null, 304, null },
        { null, null, "after", null, 304, null },
        { null, null, "future", null, 200, null },
        { null, null, null, "before", 412, "If-Unmodified-Since" },
        { null, null, null, "same", 200, null },
        { null, null, null, "after", 200, null },
        { Own, null, null, "before", 200, null },
        { Other, null, null, "after", 412, "If-Match" },
        { null, Other, "after", null, 200, null },
        { null, Own, "before", null, 304, null },
        { Own, Own, null, null, 304, null },
        { Other, Own, null, null, 412, "If-Match" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task A_conditional_read_follows_the_truth_table(
        string? match, string? noneMatch, string? modified, string? unmodified, int status, string? condition)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
        DateTimeOffset written = endpoint.Time.GetUtcNow();
        endpoint.Time.Advance(TimeSpan.FromHours(2));
        string Date(string when) => (when switch
        {
            "before" => written.AddHours(-1),
            "same" => written,
            "after" => written.AddHours(1),
            _ => written.AddHours(3),
        }).ToString("r", CultureInfo.InvariantCulture);

        (string, string)[] headers =
        [
            .. match is null ? Array.Empty<(string, string)>() : [("If-Match", match)],
            .. noneMatch is null ? Array.Empty<(string, string)>() : [("If-None-Match", noneMatch)],
            .. modified is null ? Array.Empty<(string, string)>() : [("If-Modified-Since", Date(modified))],
            .. unmodified is null ? Array.Empty<(string, string)>() : [("If-Unmodified-Since", Date(unmodified))],
        ];

        foreach (string method in new[] { "GET", "HEAD" })
        {
            RawAnswer answer = await endpoint.SendAsync(method, "/box/k", null, headers);
            Assert.Equal(status, answer.Status);

            if (status == 304)
            {
                Assert.Empty(answer.Body);
                Assert.Equal(Own, answer.Header("etag"));
            }

            if (condition is not null && method == "GET")
            {
                Assert.Equal(("PreconditionFailed", condition), (answer.Error.Code, answer.Error.Extra("Condition")));
            }
        }
    }

    public static TheoryData<bool, string?, string?, int, string?, string?> Writes => new()
    {
        { false, null, "*", 200, null, null },
        { true, null, "*", 412, "PreconditionFailed", "If-None-Match" },
        { true, null, Own, 501, "NotImplemented", null },
        { true, Own, null, 200, null, null },
        { true, Other, null, 412, "PreconditionFailed", "If-Match" },
        { false, Own, null, 404, "NoSuchKey", null },
        { true, "*", null, 501, "NotImplemented", null },
        { true, Own, "*", 501, "NotImplemented", null },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_conditional_write_follows_the_truth_table(
        bool exists, string? match, string? noneMatch, int status, string? code, string? condition)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/source", "new"u8.ToArray());
        (string, string)[] headers =
        [
            .. match is null ? Array.Empty<(string, string)>() : [("If-Match", match)],
            .. noneMatch is null ? Array.Empty<(string, string)>() : [("If-None-Match", noneMatch)],
        ];

        foreach (bool copy in new[] { false, true })
        {
            await endpoint.SendAsync("DELETE", "/box/k");

            if (exists)
            {
                await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
            }

            RawAnswer answer = copy
                ? await endpoint.SendAsync("PUT", "/box/k", null, [.. headers, ("x-amz-copy-source", "box/source")])
                : await endpoint.SendAsync("PUT", "/box/k", "new"u8.ToArray(), headers);
            Assert.Equal(status, answer.Status);
            RawAnswer after = await endpoint.SendAsync("GET", "/box/k");
            Assert.Equal(status == 200 ? "new" : exists ? "hello" : null, after.Status == 200 ? after.Text : null);

            if (code is not null)
            {
                Assert.Equal((code, condition), (answer.Error.Code, answer.Error.Extra("Condition")));
            }

            if (status == 501)
            {
                Assert.NotNull(answer.Error.Extra("Header"));
                Assert.NotNull(answer.Error.Extra("additionalMessage"));
            }
        }
    }

    [Fact]
    public async Task A_conditional_delete_deletes_only_what_it_means()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        Assert.Equal(204, (await endpoint.SendAsync("DELETE", "/box/k")).Status);
        Assert.Equal(404, (await endpoint.SendAsync("DELETE", "/box/k", null, ("If-Match", "*"))).Status);
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
        RawAnswer failed = await endpoint.SendAsync("DELETE", "/box/k", null, ("If-Match", Other));
        Assert.Equal((412, "If-Match"), (failed.Status, failed.Error.Extra("Condition")));
        Assert.Equal(204, (await endpoint.SendAsync("DELETE", "/box/k", null, ("If-Match", Own))).Status);
        Assert.Equal(404, (await endpoint.SendAsync("HEAD", "/box/k")).Status);
    }

    [Theory]
    [InlineData("bytes=0-4", 206, "01234", "bytes 0-4/10")]
    [InlineData("bytes=5-", 206, "56789", "bytes 5-9/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-30", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=9-100", 206, "9", "bytes 9-9/10")]
    [InlineData("bytes=0-0", 206, "0", "bytes 0-0/10")]
    [InlineData("bytes=1-0", 200, "0123456789", null)]
    [InlineData("bytes=0-1,3-4", 200, "0123456789", null)]
    [InlineData("bytes=", 200, "0123456789", null)]
    [InlineData("bytes=-", 200, "0123456789", null)]
    [InlineData("bytes=a-b", 200, "0123456789", null)]
    [InlineData("octets=0-1", 200, "0123456789", null)]
    [InlineData("bytes=10-", 416, null, null)]
    [InlineData("bytes=10-20", 416, null, null)]
    [InlineData("bytes=-0", 416, null, null)]
    public async Task A_range_is_read_as_S3_reads_it(string range, int status, string? text, string? contentRange)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "0123456789"u8.ToArray());
        RawAnswer got = await endpoint.SendAsync("GET", "/box/k", null, ("Range", range), ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal((status, contentRange), (got.Status, got.Header("content-range")));
        Assert.Equal((status, contentRange), await HeadOf(endpoint, range));

        if (text is null)
        {
            Assert.Equal(("InvalidRange", range, "10"), (got.Error.Code, got.Error.Extra("RangeRequested"), got.Error.Extra("ActualObjectSize")));
        }
        else
        {
            Assert.Equal(text, got.Text);
            Assert.Equal(text.Length == 10, got.Header("x-amz-checksum-crc64nvme") is not null);
        }
    }

    [Fact]
    public async Task A_part_number_of_an_object_in_one_piece_is_one()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "0123456789"u8.ToArray());
        RawAnswer one = await endpoint.SendAsync("GET", "/box/k?partNumber=1");
        Assert.Equal((206, "bytes 0-9/10"), (one.Status, one.Header("content-range")));
        Assert.Null(one.Header("x-amz-mp-parts-count"));
        RawAnswer two = await endpoint.SendAsync("GET", "/box/k?partNumber=2");
        Assert.Equal((416, "InvalidPartNumber", "1"), (two.Status, two.Error.Code, two.Error.Extra("ActualPartCount")));
        RawAnswer both = await endpoint.SendAsync("GET", "/box/k?partNumber=1", null, ("Range", "bytes=0-1"));
        Assert.Equal("Cannot specify both Range header and partNumber query parameter", both.Error.Message);
        RawAnswer zero = await endpoint.SendAsync("GET", "/box/k?partNumber=0");
        Assert.Equal((400, "InvalidArgument"), (zero.Status, zero.Error.Code));
    }

    [Fact]
    public async Task An_empty_object_has_no_ranges()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", []);
        Assert.Equal(416, (await endpoint.SendAsync("GET", "/box/k", null, ("Range", "bytes=0-0"))).Status);
        RawAnswer whole = await endpoint.SendAsync("GET", "/box/k");
        Assert.Equal((200, "0"), (whole.Status, whole.Header("content-length")));
    }

    private static async Task<(int Status, string? Range)> HeadOf(TestEndpoint endpoint, string range)
    {
        RawAnswer head = await endpoint.SendAsync("HEAD", "/box/k", null, ("Range", range));
        return (head.Status, head.Header("content-range"));
    }
}
