using Sealane.Protocol.Objects;
using Sealane.Protocol.Wire;

namespace Sealane.Tests.Protocol.Operations;

public class ObjectHeaderTests
{
    private static readonly PutObjectRequest Full = new()
    {
        Bucket = "b",
        Key = "a key",
        Body = "hello"u8.ToArray(),
        ContentType = "text/plain",
        ContentLength = 5,
        Metadata = new Dictionary<string, string> { ["Größe"] = "groß" },
        Checksums = new() { CRC32 = "NhCmhg==" },
        SSECustomerKey = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyYnk=",
        ObjectLockRetainUntilDate = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    [Fact]
    public void A_put_request_stands_in_the_headers_that_S3_names()
    {
        var wire = PutObject.Operation.WriteRequest(Full);

        Assert.Equal(("PUT", "b", "a key"), (wire.Method, wire.Bucket, wire.Key));
        Assert.Equal(
            [
                "Content-Type: text/plain",
                "Content-Length: 5",
                "x-amz-checksum-crc32: NhCmhg==",
                "x-amz-server-side-encryption-customer-key: c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTMyYnk=",
                "x-amz-object-lock-retain-until-date: 2030-01-02T03:04:05.000Z",
                "x-amz-meta-grÃ¶Ã\u009fe: groÃ\u009f",
            ],
            wire.Headers.Select(h => $"{h.Name}: {h.Value}"));
    }

    [Fact]
    public void What_one_side_writes_the_other_side_reads()
    {
        var read = PutObject.Operation.ReadRequest(PutObject.Operation.WriteRequest(Full));

        Assert.Equal("groß", read.Metadata["größe"]);
        Assert.Equal(Full with { Metadata = read.Metadata }, read);
    }

    [Fact]
    public void A_customers_key_does_not_print() => Assert.DoesNotContain("c2VjcmV0", Full.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_ranged_read_answers_206()
    {
        Assert.Equal(200, GetObject.Operation.WriteResult(new()).Status);
        Assert.Equal(206, GetObject.Operation.WriteResult(new() { ContentRange = "bytes 0-1/5" }).Status);
    }

    // A member's data, not inline data: an attribute cannot hold half a surrogate pair.
    public static TheoryData<string> Breaking => ["a\r\nx-amz-acl: public-read", "a\0b", "\ud800"];

    [Theory]
    [MemberData(nameof(Breaking))]
    public void A_value_that_would_break_the_head_is_refused(string value)
    {
        var e = Assert.Throws<WireFormatException>(() => PutObject.Operation.WriteRequest(Full with { CacheControl = value }));
        Assert.Equal(("CacheControl", "Cache-Control"), (e.Member, e.ArgumentName));
    }
}
