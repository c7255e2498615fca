using Sealane.Diagnostics;
using Sealane.Protocol.Checksums;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Transport;

namespace Sealane.Tests.Client;

public abstract class ResponseValidationTests(TransportKind transport)
{
    private const string Text = "the bytes of an object";

    public static TheoryData<ChecksumAlgorithm> Algorithms => [.. Enum.GetValues<ChecksumAlgorithm>()];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public async Task Bytes_that_have_another_checksum_are_refused_where_they_end(ChecksumAlgorithm algorithm)
    {
        var header = ChecksumTable.Of(algorithm).HeaderName;
        var right = ChecksumHasher.Of(algorithm, System.Text.Encoding.UTF8.GetBytes(Text)).ToBase64();
        await using var server = new ScriptedServer(
            Reply.Ok(Text, (header, right), ("x-amz-checksum-type", "FULL_OBJECT")),
            Reply.Ok(Text.Replace('o', '0'), (header, right), ("x-amz-checksum-type", "FULL_OBJECT")));
        await using var client = new S3Client(Options(server));
        await using (var good = await client.GetObjectAsync("bucket", "k"))
        {
            Assert.Equal(Text, await new StreamReader(good.Body).ReadToEndAsync());
        }

        await using var bad = await client.GetObjectAsync("bucket", "k");
        var fault = await Assert.ThrowsAsync<ChecksumMismatchException>(() => new StreamReader(bad.Body).ReadToEndAsync());
        Assert.Equal((algorithm, right), (fault.Algorithm, fault.Expected));
        Assert.Contains("s3://bucket/k", fault.Message, StringComparison.Ordinal);
        Assert.Equal("ENABLED", server.Requests[0]["x-amz-checksum-mode"]);
    }

    [Fact]
    public async Task A_reader_that_takes_exactly_the_length_is_told_too()
    {
        await using var server = new ScriptedServer(Reply.Ok(Text, ("x-amz-checksum-crc32", "AAAAAA==")));
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync("bucket", "k");
        await Assert.ThrowsAsync<ChecksumMismatchException>(async () => await got.Body.ReadExactlyAsync(new byte[Text.Length]));
    }

    [Theory]
    [InlineData("AAAAAA==-3", null, 200)] // composite: over the parts' digests
    [InlineData("AAAAAA==", "COMPOSITE", 200)]
    [InlineData("AAAAAA==", null, 206)] // of a range
    [InlineData("not base64", null, 200)]
    public async Task A_checksum_that_is_not_of_these_bytes_is_not_compared(string value, string? type, int status)
    {
        var headers = new List<(string, string)> { ("x-amz-checksum-crc32", value), ("Content-Range", "bytes 0-21/100") };
        if (type is not null)
        {
            headers.Add(("x-amz-checksum-type", type));
        }

        await using var server = new ScriptedServer(Reply.Ok(Text, [.. headers]) with { Status = status });
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync("bucket", "k");
        Assert.Equal(Text, await new StreamReader(got.Body).ReadToEndAsync());
    }

    [Fact]
    public async Task When_validation_is_required_only_nothing_is_asked_for_unless_the_request_asks()
    {
        await using var server = new ScriptedServer(Reply.Ok(Text, ("x-amz-checksum-crc32", "AAAAAA==")));
        await using var client = new S3Client(Options(server) with { ResponseChecksumValidation = ResponseChecksumValidation.WhenRequired });
        await using (var got = await client.GetObjectAsync("bucket", "k"))
        {
            Assert.Equal(Text, await new StreamReader(got.Body).ReadToEndAsync());
        }

        Assert.Null(server.Requests[0]["x-amz-checksum-mode"]);
        await using var asked = await client.GetObjectAsync(new GetObjectRequest { Bucket = "bucket", Key = "k", ChecksumMode = "ENABLED" });
        await Assert.ThrowsAsync<ChecksumMismatchException>(() => new StreamReader(asked.Body).ReadToEndAsync());
    }

    [Fact]
    public async Task A_body_that_is_cut_off_is_an_error_with_the_place_where_it_ended()
    {
        await using var server = new ScriptedServer(Reply.Ok(Text) with { Withholds = 10 });
        await using var client = new S3Client(Options(server));
        await using var got = await client.GetObjectAsync("bucket", "k");
        var fault = await Assert.ThrowsAsync<S3ConnectionException>(() => new StreamReader(got.Body).ReadToEndAsync());
        Assert.Contains($"ended after {Text.Length} of {Text.Length + 10} bytes", fault.Message, StringComparison.Ordinal);
    }

    private S3ClientOptions Options(ScriptedServer server) => server.Options with { Transport = transport };
}
