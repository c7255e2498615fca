using System.Globalization;
using System.Text;
using Sealane.Signing.Artifacts;
using Sealane.Signing.Keys;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Server;

/// <summary>Who is let in, who is not, and in which words.</summary>
public sealed class AuthenticationTests
{
    private const string EmptyHash = PayloadHash.EmptySha256;

    /// <summary>A change to a rightly signed GET, and the refusal it must bring: status, code, a piece of the message.</summary>
    public static TheoryData<string, int, string, string> Breakages => new()
    {
        { "no authorization", 403, "AccessDenied", "Access Denied" },
        { "v2 header", 400, "InvalidRequest", "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256." },
        { "unknown type", 400, "InvalidArgument", "Unsupported Authorization Type" },
        { "two blanks", 400, "InvalidArgument", "Authorization header is invalid -- one and only one ' ' (space) required" },
        { "no credential", 400, "AuthorizationHeaderMalformed", "missing Credential." },
        { "no signed headers", 400, "AuthorizationHeaderMalformed", "missing SignedHeaders." },
        { "no signature", 400, "AuthorizationHeaderMalformed", "missing Signature." },
        { "four components", 400, "AuthorizationHeaderMalformed", "requires three components: Credential, SignedHeaders, and Signature." },
        { "short credential", 400, "AuthorizationHeaderMalformed", "expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"." },
        { "bad scope date", 400, "AuthorizationHeaderMalformed", "incorrect date format \"2026-11-24\"." },
        { "bad terminal", 400, "AuthorizationHeaderMalformed", "incorrect terminal \"aws5_request\". This endpoint uses \"aws4_request\"." },
        { "bad service", 400, "AuthorizationHeaderMalformed", "incorrect service \"ec2\". This endpoint belongs to \"s3\"." },
        { "bad region", 400, "AuthorizationHeaderMalformed", "the region 'eu-west-1' is wrong; expecting 'us-east-1'" },
        { "other scope date", 400, "AuthorizationHeaderMalformed", "Invalid credential date \"20261123\"." },
        { "unknown key", 403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records." },
        { "no date", 403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header" },
        { "no payload hash", 400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256" },
        { "bad payload hash", 400, "InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER," },
        { "unsigned amz header", 403, "AccessDenied", "There were headers present in the request which were not signed" },
        { "changed signature", 403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided." },
        { "changed path", 403, "SignatureDoesNotMatch", "" },
        { "changed query", 403, "SignatureDoesNotMatch", "" },
        { "token of nobody", 400, "InvalidToken", "" },
    };

    [Theory]
    [MemberData(nameof(Breakages))]
    public async Task A_broken_signature_is_refused_in_S3s_words(string how, int status, string code, string message)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = Break(endpoint, how);
        RawAnswer answer = await endpoint.SendAsync(head);
        Assert.Equal((status, code), (answer.Status, answer.Error.Code));
        Assert.Contains(message, answer.Error.Message, StringComparison.Ordinal);
        Assert.Equal(answer.Header("x-amz-request-id"), answer.Error.RequestId);
        Assert.Equal((status, code), endpoint.Arrivals.Select(arrival => (arrival.Status, arrival.ErrorCode!)).Single());
    }

    [Fact]
    public async Task What_is_refused_says_what_belongs_to_its_code()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer region = await endpoint.SendAsync(Break(endpoint, "bad region"));
        Assert.Equal("us-east-1", region.Error.Extra("Region"));
        Assert.Equal("us-east-1", region.Header("x-amz-bucket-region"));

        Assert.Equal("AKIDNOBODY", (await endpoint.SendAsync(Break(endpoint, "unknown key"))).Error.Extra("AWSAccessKeyId"));
        Assert.Equal(
            "x-amz-meta-a, x-amz-zz",
            (await endpoint.SendAsync(Break(endpoint, "unsigned amz header"))).Error.Extra("HeadersNotSigned"));
        RawAnswer hash = await endpoint.SendAsync(Break(endpoint, "bad payload hash"));
        Assert.Equal(("x-amz-content-sha256", "abc"), (hash.Error.Extra("ArgumentName"), hash.Error.Extra("ArgumentValue")));
    }

    [Fact]
    public async Task A_mismatch_shows_the_servers_canonical_request_and_never_the_expected_signature()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Sign(endpoint.Head("GET", "/box/k"), EmptyHash).Head.WithTarget("/box/other%20key?x=1");
        RawAnswer answer = await endpoint.SendAsync(head);
        string canonical = answer.Error.Extra("CanonicalRequest")!;
        Assert.StartsWith("GET\n/box/other%20key\nx=1\nhost:" + endpoint.Host + "\n", canonical, StringComparison.Ordinal);
        Assert.EndsWith("\nhost;x-amz-content-sha256;x-amz-date\n" + EmptyHash, canonical, StringComparison.Ordinal);
        Assert.Equal(Hex(canonical), answer.Error.Extra("CanonicalRequestBytes"));
        string toSign = answer.Error.Extra("StringToSign")!;
        Assert.StartsWith("AWS4-HMAC-SHA256\n20261124T120000Z\n20261124/us-east-1/s3/aws4_request\n", toSign, StringComparison.Ordinal);
        Assert.Equal(Hex(toSign), answer.Error.Extra("StringToSignBytes"));
        Assert.Equal(TestEndpoint.Key.AccessKeyId, answer.Error.Extra("AWSAccessKeyId"));
        Assert.Matches("^[0-9a-f]{64}$", answer.Error.Extra("SignatureProvided"));

        var arrival = endpoint.Arrivals.Single();
        Assert.False(arrival.Verification!.Matches);
        Assert.DoesNotContain(arrival.Verification.Trace.Signature, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_header_that_did_not_arrive_is_taken_as_empty_and_mismatches()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Sign(endpoint.Head("GET", "/box/k", null, ("x-amz-meta-lost", "v")), EmptyHash).Head.Without("x-amz-meta-lost");
        RawAnswer answer = await endpoint.SendAsync(head);
        Assert.Equal("SignatureDoesNotMatch", answer.Error.Code);
        Assert.Contains("\nx-amz-meta-lost:\n", answer.Error.Extra("CanonicalRequest"), StringComparison.Ordinal);
        Assert.Equal(["x-amz-meta-lost"], endpoint.Arrivals.Single().Verification!.MissingSignedHeaders);
    }

    [Theory]
    [InlineData(-901, "RequestTimeTooSkewed")]
    [InlineData(-900, "NoSuchKey")]
    [InlineData(900, "NoSuchKey")]
    [InlineData(901, "RequestTimeTooSkewed")]
    public async Task Fifteen_minutes_is_how_far_clocks_may_differ(int seconds, string code)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        DateTimeOffset time = endpoint.Time.GetUtcNow().AddSeconds(seconds);
        RawAnswer answer = await endpoint.SendAsync(endpoint.Sign(endpoint.Head("GET", "/box/k"), EmptyHash, time: time).Head);
        Assert.Equal(code, answer.Error.Code);

        if (code == "RequestTimeTooSkewed")
        {
            Assert.Equal("900000", answer.Error.Extra("MaxAllowedSkewMilliseconds"));
            Assert.Equal("2026-11-24T12:00:00Z", answer.Error.Extra("ServerTime"));
            Assert.Equal(Timestamps.Write(time), answer.Error.Extra("RequestTime"));
            Assert.True(endpoint.Arrivals.Single().Verification!.Matches);
        }
    }

    [Fact]
    public async Task A_Date_header_serves_where_x_amz_date_is_absent()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Sign(endpoint.Head("GET", "/box/k"), EmptyHash).Head
            .Without("x-amz-date")
            .Adding("Date", endpoint.Time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture));

        // x-amz-date was signed, so the signature cannot match; that it came to the signature is what is shown.
        Assert.Equal("SignatureDoesNotMatch", (await endpoint.SendAsync(head)).Error.Code);
    }

    [Fact]
    public async Task A_presigned_GET_works_until_it_expires_and_not_before_it_begins()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        await endpoint.SendAsync("PUT", "/box/k", "hello"u8.ToArray());
        RequestHead head = endpoint.Presign(endpoint.Head("GET", "/box/k?response-content-type=a%2Fb"), TimeSpan.FromMinutes(5)).Head;
        RawAnswer answer = await endpoint.SendAsync(head);
        Assert.Equal((200, "hello", "a/b"), (answer.Status, answer.Text, answer.Header("content-type")));

        endpoint.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await endpoint.SendAsync(head)).Status);
        endpoint.Time.Advance(TimeSpan.FromSeconds(1));
        RawAnswer expired = await endpoint.SendAsync(head);
        Assert.Equal((403, "AccessDenied", "Request has expired"), (expired.Status, expired.Error.Code, expired.Error.Message));
        Assert.Equal("300", expired.Error.Extra("X-Amz-Expires"));
        Assert.Equal("2026-11-24T12:05:00Z", expired.Error.Extra("Expires"));
        Assert.Equal("2026-11-24T12:05:01Z", expired.Error.Extra("ServerTime"));

        RequestHead early = endpoint.Presign(endpoint.Head("GET", "/box/k"), time: endpoint.Time.GetUtcNow().AddMinutes(16)).Head;
        Assert.Equal("Request is not valid yet", (await endpoint.SendAsync(early)).Error.Message);
    }

    [Fact]
    public async Task A_presigned_PUT_takes_any_body_and_the_metadata_of_its_query()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Presign(endpoint.Head("PUT", "/box/k?x-amz-meta-colour=blue", "hello"u8.ToArray())).Head;
        Assert.Equal(200, (await endpoint.SendAsync(head, "hello"u8.ToArray())).Status);
        RawAnswer got = await endpoint.SendAsync("GET", "/box/k");
        Assert.Equal(("hello", "blue"), (got.Text, got.Header("x-amz-meta-colour")));
    }

    [Theory]
    [InlineData("X-Amz-Expires=3600", "X-Amz-Expires=604801", "X-Amz-Expires must be less than a week (in seconds)")]
    [InlineData("X-Amz-Expires=3600", "X-Amz-Expires=-1", "X-Amz-Expires must be non-negative")]
    [InlineData("X-Amz-Expires=3600", "X-Amz-Expires=soon", "X-Amz-Expires should be a number")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "X-Amz-Algorithm=AWS5", "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"")]
    [InlineData("X-Amz-Date=20261124T120000Z", "X-Amz-Date=today", "X-Amz-Date must be in the ISO8601 Long Format")]
    [InlineData("X-Amz-SignedHeaders=host", "x=y", "Query-string authentication version 4 requires the X-Amz-Algorithm,")]
    [InlineData("%2F20261124%2F", "%252F20261124%252F", "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting")]
    [InlineData("%2Fus-east-1%2F", "%2Feu-west-1%2F", "Error parsing the X-Amz-Credential parameter; the region 'eu-west-1' is wrong; expecting 'us-east-1'")]
    public async Task A_broken_presigned_address_is_refused_in_S3s_words(string part, string instead, string message)
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RequestHead head = endpoint.Presign(endpoint.Head("GET", "/box/k")).Head;
        Assert.Contains(part, head.Target, StringComparison.Ordinal);
        RawAnswer answer = await endpoint.SendAsync(head.WithTarget(head.Target.Replace(part, instead, StringComparison.Ordinal)));
        Assert.Equal((400, "AuthorizationQueryParametersError"), (answer.Status, answer.Error.Code));
        Assert.Contains(message, answer.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_presigned_address_in_the_second_version_is_refused_clearly()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer answer = await endpoint.SendAsync(endpoint.Head("GET", "/box/k?AWSAccessKeyId=AKID&Expires=1&Signature=abc"));
        Assert.Equal((400, "InvalidRequest"), (answer.Status, answer.Error.Code));
        Assert.Contains("Please use AWS4-HMAC-SHA256.", answer.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_token_must_be_the_one_of_its_key()
    {
        var temporary = new SigningCredentials("ASIATEMPORARY", "secret", "the-token");
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync(options => options with { Credentials = [temporary] });
        RequestHead head = endpoint.Head("GET", "/box/k");
        Assert.Equal("NoSuchKey", (await endpoint.SendAsync(endpoint.Sign(head, EmptyHash, temporary).Head)).Error.Code);
        Assert.Equal("NoSuchKey", (await endpoint.SendAsync(endpoint.Presign(head, key: temporary).Head)).Error.Code);

        foreach (SigningCredentials wrong in new[] { new SigningCredentials("ASIATEMPORARY", "secret", "other"), new("ASIATEMPORARY", "secret") })
        {
            RawAnswer answer = await endpoint.SendAsync(endpoint.Sign(head, EmptyHash, wrong).Head);
            Assert.Equal((400, "InvalidToken"), (answer.Status, answer.Error.Code));
            Assert.DoesNotContain("the-token", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_HEAD_is_refused_by_its_status_alone()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();
        RawAnswer answer = await endpoint.SendAsync(endpoint.Head("HEAD", "/box/k"));
        Assert.Equal(403, answer.Status);
        Assert.Equal(16, answer.Header("x-amz-request-id")!.Length);
        Assert.Null(answer.Header("content-length"));
    }

    [Fact]
    public async Task Paths_and_headers_are_verified_byte_for_byte()
    {
        await using TestEndpoint endpoint = await TestEndpoint.StartWithBoxAsync();

        foreach (string target in new[] { "/box//lead", "/box/a/./b", "/box/a/../b", "/box/%2Fslash", "/box/%C3%A9%20+", "/box/a%7Eb", "/box/tr/" })
        {
            Assert.Equal(200, (await endpoint.SendAsync("PUT", target, [1])).Status);
            Assert.Equal(200, (await endpoint.SendAsync("HEAD", target)).Status);
        }

        // Metadata of raw UTF-8 bytes, as some clients send it: signed and verified as bytes.
        string raw = Encoding.Latin1.GetString("gr\u00fcn"u8);
        Assert.Equal(200, (await endpoint.SendAsync("PUT", "/box/utf8", [1], ("x-amz-meta-colour", raw))).Status);
        Assert.Equal("=?UTF-8?B?Z3LDvG4=?=", (await endpoint.SendAsync("HEAD", "/box/utf8")).Header("x-amz-meta-colour"));
    }

    private static RequestHead Break(TestEndpoint endpoint, string how)
    {
        RequestHead plain = endpoint.Head("GET", "/box/k");
        RequestHead signed = endpoint.Sign(plain, EmptyHash).Head;
        string authorization = signed.Value("Authorization")!;
        RequestHead With(string part, string instead)
        {
            Assert.Contains(part, authorization, StringComparison.Ordinal);
            return signed.With("Authorization", authorization.Replace(part, instead, StringComparison.Ordinal));
        }

        return how switch
        {
            "no authorization" => plain,
            "v2 header" => plain.With("Authorization", "AWS AKID:signature"),
            "unknown type" => plain.With("Authorization", "Bearer abc"),
            "two blanks" => With("SHA256 ", "SHA256  "),
            "no credential" => With("Credential", "Nothing"),
            "no signed headers" => With("SignedHeaders", "Nothing"),
            "no signature" => With("Signature", "Nothing"),
            "four components" => With(", SignedHeaders", ", More=1, SignedHeaders"),
            "short credential" => With("/s3/aws4_request", ""),
            "bad scope date" => With("20261124", "2026-11-24"),
            "bad terminal" => With("aws4_request", "aws5_request"),
            "bad service" => With("/s3/", "/ec2/"),
            "bad region" => endpoint.Sign(plain, EmptyHash, region: "eu-west-1").Head,
            "other scope date" => With("20261124", "20261123"),
            "unknown key" => endpoint.Sign(plain, EmptyHash, new("AKIDNOBODY", "secret")).Head,
            "no date" => signed.Without("x-amz-date"),
            "no payload hash" => signed.Without("x-amz-content-sha256"),
            "bad payload hash" => endpoint.Sign(plain, "abc").Head,
            "unsigned amz header" => signed.Adding("x-amz-zz", "1").Adding("X-Amz-Meta-A", "2"),
            "changed signature" => With("Signature=", "Signature=00"),
            "changed path" => signed.WithTarget("/box/l"),
            "changed query" => signed.WithTarget("/box/k?a=b"),
            "token of nobody" => endpoint.Sign(
                plain, EmptyHash, new(TestEndpoint.Key.AccessKeyId, TestEndpoint.Key.SecretAccessKey, "token")).Head,
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
    }

    private static string Hex(string text) =>
        string.Join(' ', Encoding.UTF8.GetBytes(text).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
}
