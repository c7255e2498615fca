using Sealane.Protocol.Errors;
using Sealane.Sending;
using Sealane.Signing.Requests;

namespace Sealane.Tests.Client;

/// <summary>The judge's truth table.</summary>
public sealed class JudgeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly Situation First = new() { Operation = "PutObject", SignedTime = Noon, LocalTime = Noon, Jitter = 1 };

    [Theory]
    [InlineData(200, null, "Return")]
    [InlineData(204, null, "Return")]
    [InlineData(206, null, "Return")]
    [InlineData(500, "InternalError", "RetryAfter 1")]
    [InlineData(500, null, "RetryAfter 1")]
    [InlineData(502, null, "RetryAfter 1")]
    [InlineData(503, "SlowDown", "RetryAfter 1")]
    [InlineData(504, null, "RetryAfter 1")]
    [InlineData(429, null, "RetryAfter 1")]
    [InlineData(400, "RequestTimeout", "RetryAfter 1")]
    [InlineData(400, "ThrottlingException", "RetryAfter 1")]
    [InlineData(400, "BadDigest", "Fail")]
    [InlineData(501, "NotImplemented", "Fail")]
    [InlineData(403, "SignatureDoesNotMatch", "Fail")]
    [InlineData(403, "AccessDenied", "Fail")]
    [InlineData(404, "NoSuchKey", "Fail")]
    [InlineData(412, "PreconditionFailed", "Fail")]
    [InlineData(304, null, "Fail")]
    [InlineData(403, "RequestTimeTooSkewed", "Fail")] // without a ServerTime
    public void A_status_and_a_code_have_one_verdict(int status, string? code, string verdict) =>
        Assert.Equal(verdict, Text(Judge.Of(Answer(status, code), First)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 20)]
    [InlineData(60, 20)]
    public void The_wait_doubles_up_to_twenty_seconds_and_is_drawn_below_that(int attempt, int seconds)
    {
        var situation = First with { Attempt = attempt, MaxAttempts = 100 };
        Assert.Equal($"RetryAfter {seconds}", Text(Judge.Of(Answer(503, "SlowDown"), situation)));
        Assert.Equal("RetryAfter 0", Text(Judge.Of(Answer(503, "SlowDown"), situation with { Jitter = 0 })));
    }

    [Theory]
    [InlineData("x-amz-retry-after", "3000", "RetryAfter 3")]
    [InlineData("x-amz-retry-after", "60000", "RetryAfter 6")] // at most five seconds more than without it
    [InlineData("x-amz-retry-after", "10", "RetryAfter 1")]
    [InlineData("x-amz-retry-after", "soon", "RetryAfter 1")]
    [InlineData("Retry-After", "7", "RetryAfter 7")]
    [InlineData("Retry-After", "86400", "RetryAfter 20")]
    [InlineData("Retry-After", "Tue, 24 Nov 2026 12:00:09 GMT", "RetryAfter 9")]
    public void A_server_that_names_the_wait_is_heard_within_bounds(string header, string value, string verdict) =>
        Assert.Equal(verdict, Text(Judge.Of(Answer(503, "SlowDown", (header, value)), First)));

    [Fact]
    public void Retries_end_with_the_attempts_with_the_budget_and_with_a_body_that_is_spent()
    {
        var slow = Answer(503, "SlowDown");
        Assert.Equal("Fail", Text(Judge.Of(slow, First with { Attempt = 3 })));
        Assert.Equal("Fail", Text(Judge.Of(slow, First with { Quota = 4 })));
        Assert.Equal("Fail", Text(Judge.Of(slow, First with { CanReplay = false })));
    }

    [Fact]
    public void A_broken_connection_is_tried_again_unless_it_is_hopeless()
    {
        Assert.Equal("RetryAfter 1", Text(Judge.Of(new Outcome { Fault = ConnectionFault.Broken }, First)));
        Assert.Equal("RetryAfter 1", Text(Judge.Of(new Outcome { Fault = ConnectionFault.TimedOut }, First)));
        Assert.Equal("Fail", Text(Judge.Of(new Outcome { Fault = ConnectionFault.TimedOut }, First with { Quota = 9 })));
        Assert.Equal("Fail", Text(Judge.Of(new Outcome { Fault = ConnectionFault.Hopeless }, First)));
    }

    [Theory]
    [InlineData(301, "PermanentRedirect", "eu-west-1", null, "Redirect eu-west-1")]
    [InlineData(307, "TemporaryRedirect", "eu-west-1", null, "Redirect eu-west-1")]
    [InlineData(302, null, "eu-west-1", null, "Redirect eu-west-1")]
    [InlineData(301, "PermanentRedirect", null, null, "Redirect ?")] // asks for the region
    [InlineData(400, "AuthorizationHeaderMalformed", null, "eu-west-1", "Redirect eu-west-1")]
    [InlineData(400, "AuthorizationHeaderMalformed", "eu-west-2", "eu-west-1", "Redirect eu-west-2")] // the header before the document
    [InlineData(400, "AuthorizationHeaderMalformed", null, null, "Fail")]
    [InlineData(400, "AuthorizationHeaderMalformed", null, "us-east-1", "Fail")] // the region that it was signed for
    [InlineData(301, "PermanentRedirect", "evil.example", null, "Fail")]
    [InlineData(301, "PermanentRedirect", "us-east-1/../x", null, "Fail")]
    [InlineData(400, "IllegalLocationConstraintException", "eu-west-1", null, "Redirect eu-west-1")]
    [InlineData(403, "AccessDenied", "eu-west-1", null, "Fail")]
    public void A_region_that_is_named_is_followed_if_it_is_one(int status, string? code, string? header, string? extra, string verdict)
    {
        var answer = Answer(status, code, header is null ? [] : [("x-amz-bucket-region", header), ("Location", "https://evil.example/")], extra is null ? [] : [("Region", extra)]);
        Assert.Equal(verdict, Text(Judge.Of(answer, First)));
    }

    [Fact]
    public void A_region_is_followed_once_a_request_and_never_when_a_bucket_is_made()
    {
        var redirect = Answer(301, "PermanentRedirect", ("x-amz-bucket-region", "eu-west-1"));
        Assert.Equal("Fail", Text(Judge.Of(redirect, First with { Redirected = true })));
        Assert.Equal("Fail", Text(Judge.Of(redirect, First with { HasBucket = false })));
        Assert.Equal("Fail", Text(Judge.Of(redirect, First with { CanReplay = false })));
        var illegal = Answer(400, "IllegalLocationConstraintException", ("x-amz-bucket-region", "eu-west-1"));
        Assert.Equal("Fail", Text(Judge.Of(illegal, First with { Operation = "CreateBucket" })));
    }

    [Fact]
    public void HEAD_has_no_document_so_its_headers_speak()
    {
        var head = First with { IsHead = true, Operation = "HeadObject" };
        Assert.Equal("Redirect eu-west-1", Text(Judge.Of(Answer(400, null, ("x-amz-bucket-region", "eu-west-1")), head)));
        Assert.Equal("Fail", Text(Judge.Of(Answer(400, null, ("x-amz-bucket-region", "eu-west-1")), First)));
        Assert.Equal("AdjustClock 01:00:00", Text(Judge.Of(Answer(403, null, ("Date", "Tue, 24 Nov 2026 13:00:00 GMT")), head)));
        Assert.Equal("Fail", Text(Judge.Of(Answer(403, null, ("Date", "Tue, 24 Nov 2026 12:10:00 GMT")), head)));
    }

    [Fact]
    public void The_clock_is_set_by_the_documents_ServerTime_once_and_never_by_a_proxys_Date()
    {
        var skewed = Answer(403, "RequestTimeTooSkewed", [("Date", "Tue, 24 Nov 2026 20:00:00 GMT")], [("ServerTime", "2026-11-24T10:30:00Z")]);
        Assert.Equal("AdjustClock -01:30:00", Text(Judge.Of(skewed, First)));
        Assert.Equal("Fail", Text(Judge.Of(skewed, First with { ClockSet = true })));
        Assert.Equal("Fail", Text(Judge.Of(Answer(403, "RequestTimeTooSkewed", ("Date", "Tue, 24 Nov 2026 20:00:00 GMT")), First)));

        // Signed with a clock that was off already: the offset is against this machine's, not on top.
        Assert.Equal("AdjustClock -01:30:00", Text(Judge.Of(skewed, First with { SignedTime = Noon.AddHours(3) })));
    }

    [Theory]
    [InlineData("ExpiredToken")]
    [InlineData("ExpiredTokenException")]
    public void Credentials_that_have_expired_are_asked_for_anew_once_a_request(string code)
    {
        Assert.Equal("Renew", Text(Judge.Of(Answer(400, code), First)));
        Assert.Equal("Fail", Text(Judge.Of(Answer(400, code), First with { Renewed = true })));
        Assert.Equal("Fail", Text(Judge.Of(Answer(400, code), First with { CanReplay = false })));
    }

    private static Outcome Answer(int status, string? code, params (string Name, string Value)[] headers) => Answer(status, code, headers, []);

    private static Outcome Answer(int status, string? code, (string Name, string Value)[] headers, (string Name, string Value)[] extras) => new()
    {
        Status = status,
        Fields = [.. headers.Select(header => new HeaderField(header.Name, header.Value))],
        Error = code is null ? null : new ErrorDocument { Code = code, Extras = [.. extras.Select(extra => KeyValuePair.Create(extra.Name, extra.Value))] },
    };

    private static string Text(Verdict verdict) => verdict switch
    {
        Verdict.RetryAfter retry => $"RetryAfter {retry.Delay.TotalSeconds}",
        Verdict.Redirect redirect => $"Redirect {redirect.Region ?? "?"}",
        Verdict.AdjustClock adjust => $"AdjustClock {adjust.Offset}",
        _ => verdict.GetType().Name,
    };
}
