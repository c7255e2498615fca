using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public abstract class BodyContinuationTests(TransportKind transport)
{
    private const string Text = "0123456789abcdefghij";
    private const string Tag = "\"e\"";

    private static readonly string Sum = ChecksumHasher.Of(ChecksumAlgorithm.Crc64Nvme, System.Text.Encoding.ASCII.GetBytes(Text)).ToBase64();

    /// <summary>What is wrong with the answer to the continuation, and what is said of it.</summary>
    public static TheoryData<string, string> Lies => new()
    {
        { "200", "the whole object came" },
        { "200 of the right length", "it has no Content-Range" },
        { "206 of another range", "'bytes 0-11/20' came" },
        { "206 of another total", "'bytes 8-19/21' came" },
        { "206 that is short", "'bytes 8-18/20' came" },
        { "206 of an unknown total", "'bytes 8-19/*' came" },
        { "weak tag", "the weak entity tag W/\"e\"" },
        { "no tag", "it has no entity tag" },
        { "another tag", "it is of another object, \"f\" and not \"e\"" },
        { "compressed", "its Content-Encoding is 'gzip'" },
        { "304", "304 Not Modified: a cache on the way made that up" },
    };

    [Fact]
    public async Task A_body_that_breaks_off_goes_on_from_its_last_good_byte_and_is_verified_as_a_whole()
    {
        await using var server = new ScriptedServer(Broken(8), Part(8) with { Withholds = 5, Body = "89abcde" }, Part(15));
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync(new GetObjectRequest { Bucket = "b", Key = "k", VersionId = "v", IfNoneMatch = "\"old\"" });
        Assert.Equal(Text, await new StreamReader(got.Body).ReadToEndAsync());
        Assert.Equal([null, "bytes=8-19", "bytes=15-19"], server.Requests.Select(request => request["Range"]));
        Assert.Equal([null, Tag, Tag], server.Requests.Select(request => request["If-Match"]));
        Assert.Equal(["\"old\"", null, null], server.Requests.Select(request => request["If-None-Match"]));
        Assert.All(server.Requests, request => Assert.Equal("/b/k?versionId=v", request.Target));
    }

    [Fact]
    public async Task A_reader_that_reads_synchronously_is_served_alike()
    {
        await using var server = new ScriptedServer(Broken(8), Part(8));
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync("b", "k");
        var bytes = new byte[Text.Length];
        got.Body.ReadExactly(bytes);
        Assert.Equal(Text, System.Text.Encoding.ASCII.GetString(bytes));
    }

    [Fact]
    public async Task A_range_of_the_callers_own_is_continued_within_it()
    {
        await using var server = new ScriptedServer(
            Part(5, "bytes 5-14/20", "56789abcde"[..4]) with { Withholds = 6 }, Part(9, "bytes 9-14/20", "9abcde"));
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync(new GetObjectRequest { Bucket = "b", Key = "k", Range = "bytes=5-14" });
        Assert.Equal("56789abcde", await new StreamReader(got.Body).ReadToEndAsync());
        Assert.Equal(["bytes=5-14", "bytes=9-14"], server.Requests.Select(request => request["Range"]));
    }

    [Fact]
    public async Task A_continuation_with_other_bytes_is_found_by_the_checksum_of_the_whole()
    {
        await using var server = new ScriptedServer(Broken(8), Part(8) with { Body = "89abcdefghiJ" });
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync("b", "k");
        await Assert.ThrowsAsync<ChecksumMismatchException>(() => new StreamReader(got.Body).ReadToEndAsync());
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task An_answer_that_is_not_the_rest_is_refused_and_named(string lie, string complaint)
    {
        var rest = Part(8);
        var answer = lie switch
        {
            "200" => Reply.Ok(Text, ("ETag", Tag)),
            "200 of the right length" => Reply.Ok(Text[8..], ("ETag", Tag)),
            "206 of another range" => Part(0, "bytes 0-11/20", Text[..12]),
            "206 of another total" => Part(8, "bytes 8-19/21"),
            "206 that is short" => Part(8, "bytes 8-18/20", Text[8..19]),
            "206 of an unknown total" => Part(8, "bytes 8-19/*"),
            "weak tag" => rest with { Headers = [rest.Headers[0], ("ETag", "W/\"e\"")] },
            "no tag" => rest with { Headers = [rest.Headers[0]] },
            "another tag" => rest with { Headers = [rest.Headers[0], ("ETag", "\"f\"")] },
            "compressed" => rest with { Headers = [.. rest.Headers, ("Content-Encoding", "gzip")] },
            _ => Reply.Bare(304, ("ETag", Tag)),
        };
        await using var server = new ScriptedServer(Broken(8), answer);
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync("b", "k");
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => new StreamReader(got.Body).ReadToEndAsync());
        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
        Assert.Contains("s3://b/k", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(412, "PreconditionFailed", "was overwritten while it was read")]
    [InlineData(404, "NoSuchKey", "was deleted while it was read")]
    public async Task An_object_that_changes_meanwhile_is_said_to(int status, string code, string complaint)
    {
        await using var server = new ScriptedServer(Broken(8), Reply.Error(status, code));
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync("b", "k");
        var fault = await Assert.ThrowsAsync<ObjectChangedException>(() => new StreamReader(got.Body).ReadToEndAsync());
        Assert.Contains(complaint, fault.Message, StringComparison.Ordinal);
        Assert.Equal(code, Assert.IsType<S3Exception>(fault.InnerException).Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Breaks_without_progress_are_as_many_as_attempts(int attempts)
    {
        await using var server = new ScriptedServer(Broken(8), Part(8) with { Body = "", Withholds = 12 });
        await using var client = new S3Client(Options(server) with { MaxAttempts = attempts });
        await using var got = await client.GetObjectAsync("b", "k");
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => new StreamReader(got.Body).ReadToEndAsync());
        Assert.Contains("ended after 8 of 20 bytes", fault.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, server.Requests.Count);
    }

    [Fact]
    public async Task Breaks_with_progress_are_not_counted()
    {
        const int piece = 70_000;
        var whole = new string('x', 6 * piece);
        var replies = Enumerable.Range(0, 6).Select(i => new Reply
        {
            Status = i == 0 ? 200 : 206,
            Body = whole[..piece],
            Withholds = whole.Length - ((i + 1) * piece),
            Headers = i == 0 ? [("ETag", Tag)] : [("ETag", Tag), ("Content-Range", $"bytes {i * piece}-{whole.Length - 1}/{whole.Length}")],
        });
        await using var server = new ScriptedServer([.. replies]);
        await using var client = new S3Client(Options(server) with { MaxAttempts = 2 });
        await using var got = await client.GetObjectAsync("b", "k");
        Assert.Equal(whole, await new StreamReader(got.Body).ReadToEndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_falls_silent_is_dropped_and_the_body_continued(bool minimum)
    {
        await using var server = new ScriptedServer(Broken(8) with { Stalls = true }, Part(8));
        var brief = TimeSpan.FromMilliseconds(50);
        await using var client = new S3Client(minimum ? Options(server) with { StallTime = brief } : Options(server) with { MinimumRate = null, IdleTimeout = brief });
        await using var got = await client.GetObjectAsync("b", "k");
        Assert.Equal(Text, await new StreamReader(got.Body).ReadToEndAsync());
    }

    [Fact]
    public void A_trickle_is_a_stall_when_it_lasts_and_the_readers_own_pauses_are_none()
    {
        var clock = new ManualClock();
        var watch = new StallWatch(1000, TimeSpan.FromSeconds(10), clock);
        bool Read(int bytes, double seconds)
        {
            watch.Begin();
            clock.Advance(seconds);
            return watch.End(bytes);
        }

        Assert.False(Read(999, 9.9));
        Assert.True(Read(1, 0.1));
        Assert.False(Read(0, 9.9)); // counted anew
        clock.Advance(3600);
        Assert.False(Read(10_000, 0.1));
        Assert.False(Read(10_000, 10));
        Assert.True(Read(9_999, 10));
        Assert.False(new StallWatch(null, TimeSpan.Zero, clock).End(0));
    }

    [Fact]
    public async Task A_body_without_a_strong_tag_is_not_continued()
    {
        await using var server = new ScriptedServer(Reply.Ok(Text[..8], ("ETag", "W/\"e\"")) with { Withholds = 12 });
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync("b", "k");
        await Assert.ThrowsAsync<S3ConnectionException>(() => new StreamReader(got.Body).ReadToEndAsync());
        Assert.Single(server.Requests);
    }

    private S3ClientOptions Options(ScriptedServer server) => server.Options with { Transport = transport };

    private static Reply Broken(int after) =>
        Reply.Ok(Text[..after], ("ETag", Tag), ("x-amz-checksum-crc64nvme", Sum)) with { Withholds = Text.Length - after };

    private static Reply Part(int from, string? range = null, string? body = null) => new()
    {
        Status = 206,
        Body = body ?? Text[from..],
        Headers = [("Content-Range", range ?? $"bytes {from}-19/20"), ("ETag", Tag)],
    };

    private sealed class ManualClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now;

        public void Advance(double seconds) => _now += (long)(seconds * 1000);
    }
}
