using System.Security;
using System.Text;
using Sealane.Credentials;
using Sealane.Diagnostics;
using Sealane.Protocol.Objects;
using Sealane.Sending;
using Sealane.Signing;
using Sealane.Signing.Journey;

namespace Sealane.Tests.Client;

public sealed class RefusalTests
{
    private const string Token = "SESSIONTOKENSECRET";
    private const string CustomerKey = "Q1VTVE9NRVJLRVlTRUNSRVRDVVNUT01FUktFWVNFQ1I=";

    [Theory]
    [InlineData("content-type:text/plain", "content-type:text/plain; charset=utf-8", "header content-type", "was signed as 'text/plain' and arrived as 'text/plain; charset=utf-8'")]
    [InlineData("content-type:text/plain", "content-type:", "header content-type", "arrived without a value: something on the way removed it")]
    [InlineData("/bucket/a//b", "/bucket/a/b", "path", "normalised")]
    [InlineData("PUT\n", "POST\n", "method", "changed the method")]
    [InlineData("x-amz-trailer:", "x-amz-cf-id:abc\nx-amz-trailer:", "header x-amz-cf-id", "was not signed")]
    public async Task A_mismatch_says_in_words_what_differs(string signed, string arrived, string part, string words)
    {
        var fault = await MismatchAsync(canonical => canonical.Replace(signed, arrived, StringComparison.Ordinal));
        var difference = Assert.Single(fault.Comparison.Differences);
        Assert.Equal(part, difference.Part);
        Assert.Contains(words, difference.Explanation, StringComparison.Ordinal);
        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_canonical_requests_mean_a_wrong_secret()
    {
        var fault = await MismatchAsync(canonical => canonical);
        Assert.Empty(fault.Comparison.Differences);
        Assert.Contains("the secret access key is not the one", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_said_to_say_nothing()
    {
        var fault = await MismatchAsync(_ => null);
        Assert.Null(fault.Comparison.Arrived);
        Assert.Contains("does not say what it computed", fault.Message, StringComparison.Ordinal);
        Assert.Contains("cannot read the checksum in a trailer. Set RequestChecksumCalculation to WhenRequired", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_in_any_exception_even_when_the_server_repeats_them()
    {
        var fault = await MismatchAsync(canonical => canonical.Replace(Token, Token + "X", StringComparison.Ordinal).Replace(CustomerKey, "A" + CustomerKey, StringComparison.Ordinal));
        Assert.Equal(["header x-amz-security-token", "header x-amz-server-side-encryption-customer-key"], fault.Comparison.Differences.Select(one => one.Part).Order());
        var everything = new StringBuilder()
            .AppendLine(fault.ToString())
            .AppendLine(fault.Comparison.Signed)
            .AppendLine(fault.Comparison.Arrived)
            .AppendLine(fault.S3Message);
        foreach (var difference in fault.Comparison.Differences)
        {
            everything.AppendLine(difference.ToString());
        }

        Assert.DoesNotContain(Token, everything.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(CustomerKey, everything.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wJalrXUtnFEMI", everything.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("Signature=[0-9a-f]{64}", everything.ToString());
        Assert.Contains("both are secret", everything.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_with_credentials_print_the_key_id_at_most()
    {
        var options = new S3ClientOptions { Credentials = new GivenCredentials("AKID", "SECRETSECRET", Token), Proxy = Transport.ProxyRules.For(new Uri("http://user:PROXYSECRET@proxy:1")) };
        Assert.DoesNotMatch("SECRET", options.ToString());
        Assert.DoesNotMatch("SECRET", options.Proxy.For("https", "a", 443)!.ToString());
    }

    [Theory]
    [InlineData(411, "MissingContentLength", "", true)]
    [InlineData(400, "XAmzContentSHA256Mismatch", "", true)]
    [InlineData(400, "InvalidArgument", "<ArgumentValue>STREAMING-UNSIGNED-PAYLOAD-TRAILER</ArgumentValue>", true)]
    [InlineData(501, "NotImplemented", "<Header>x-amz-checksum-crc64nvme</Header>", true)]
    [InlineData(400, "InvalidArgument", "<ArgumentName>partNumber</ArgumentName>", false)]
    [InlineData(403, "AccessDenied", "", false)]
    public async Task A_store_that_cannot_read_todays_checksums_is_recognised(int status, string code, string extras, bool recognised)
    {
        await using var server = new ScriptedServer(Reply.Error(status, code, extras));
        await using var client = new S3Client(server.Options);
        var fault = await Assert.ThrowsAsync<S3Exception>(() => client.PutObjectAsync("bucket", "k", "x"u8.ToArray()));
        Assert.Equal(recognised, fault.Message.Contains("AWS_REQUEST_CHECKSUM_CALCULATION=when_required", StringComparison.Ordinal));

        // With the remedy followed, the same refusal has another cause.
        await using var plain = new S3Client(server.Options with { RequestChecksumCalculation = RequestChecksumCalculation.WhenRequired });
        var again = await Assert.ThrowsAsync<S3Exception>(() => plain.PutObjectAsync("bucket", "k", "x"u8.ToArray()));
        Assert.DoesNotContain("AWS_REQUEST_CHECKSUM_CALCULATION", again.Message, StringComparison.Ordinal);
    }

    // The scripted server echoes the canonical request of the very request, altered.
    private static async Task<SignatureMismatchException> MismatchAsync(Func<string, string?> alter)
    {
        // A first client finds out what will be signed: the clock stands still.
        var clock = new StillClock();
        var request = new PutObjectRequest
        {
            Bucket = "bucket",
            Key = "a//b",
            Body = "x"u8.ToArray(),
            ContentType = "text/plain",
            SSECustomerAlgorithm = "AES256",
            SSECustomerKey = CustomerKey,
        };
        Reply[] script = [Reply.Ok(), Reply.Ok()];
        await using var server = new ScriptedServer(script);
        await using var client = new S3Client(server.Options with { TimeProvider = clock, Credentials = new GivenCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI", Token) });
        await client.PutObjectAsync(request);
        var head = MessageHead.Parse(Encoding.Latin1.GetBytes(server.Requests[0].Head)).ToRequest();
        var authorization = WireFidelityTests.AssertVerifies(server.Requests[0]);
        var canonical = Encoding.Latin1.GetString(new Verifier(new()).Verify(head, authorization, "wJalrXUtnFEMI").Trace.CanonicalRequest);
        script[1] = Reply.Error(403, "SignatureDoesNotMatch", alter(canonical) is { } echo ? $"<CanonicalRequest>{SecurityElement.Escape(echo)}</CanonicalRequest>" : "");
        return await Assert.ThrowsAsync<SignatureMismatchException>(() => client.PutObjectAsync(request));
    }

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    }
}
